// The participant's page: the screen that belongs to where they are.
import { useEffect } from 'react';
import { keepOffline } from '../../room/offline';
import { useParticipant } from '../../room/participant';
import { BreakClock } from '../../ui/BreakClock';
import { LineBanner } from '../../ui/Notice';
import { sharedWords } from '../../words/shared';
import { participantWords as words } from '../../words/participant';
import { Arriving } from './Arriving';
import { Choice } from './Choice';
import { Elsewhere } from './Elsewhere';
import { Join } from './Join';
import { Question } from './Question';
import { preloadResults, Results } from './Results';
import { Reveal } from './Reveal';
import { Waiting } from './Waiting';

export function ParticipantPage() {
  const where = useParticipant((state) => state.where);
  const line = useParticipant((state) => state.line);
  const open = useParticipant((state) => state.open);
  useEffect(() => {
    open();
    // A link to this very page differs in its fragment only, and loads no page.
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, [open]);
  useEffect(keepOffline, []);

  switch (where.at) {
    case 'form':
      return (
        <>
          {where.busy && <LineBanner line={line} />}
          <Join key={where.code} {...where} />
        </>
      );
    case 'choice':
      return <Choice {...where} />;
    case 'elsewhere':
      return <Elsewhere />;
    case 'seated':
      return (
        <div className="flex min-h-dvh flex-col">
          <LineBanner line={line} />
          <WhoAmI />
          <main className="mx-auto flex w-full max-w-xl flex-1 flex-col px-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
            <Break />
            <Seated />
          </main>
        </div>
      );
    default:
      where satisfies never;
      return null;
  }
}

/** Who one is tonight, and with how many points: at the top of every screen but the last. */
function WhoAmI() {
  const { pseudonym, score, screen } = useParticipant((state) => state.room);
  if (screen.at === 'arriving' || screen.at === 'waiting') return null;
  return (
    <header className="mx-auto flex w-full max-w-xl items-baseline justify-between gap-4 px-4 pt-3 text-sm text-faded">
      <span className="font-medium tracking-wide">{pseudonym}</span>
      <span className="tabular-nums" aria-label={`${words.reveal.total}: ${sharedWords.points(score)}`} role="img">
        {sharedWords.points(score)}
      </span>
    </header>
  );
}

/** Said wherever they are, and in nobody's way. What it says is announced; its clock is not. */
function Break() {
  const until = useParticipant((state) => state.room.onBreakUntil);
  const look = until === null ? '' : 'mt-4 rounded-2xl border border-gold px-4 py-2 text-center';
  return (
    <p role="status" className={look}>
      {until !== null && (
        <>
          {sharedWords.rest.title} · <BreakClock until={until} over={sharedWords.rest.over} />
        </>
      )}
    </p>
  );
}

function Seated() {
  const screen = useParticipant((state) => state.room.screen);
  // Once the first question is over: up to there a phone on a bad line has better things to fetch.
  const begun = screen.at !== 'arriving' && screen.at !== 'waiting' && screen.at !== 'question';
  useEffect(() => {
    if (begun) preloadResults();
  }, [begun]);
  switch (screen.at) {
    case 'arriving':
      return <Arriving />;
    case 'waiting':
      return <Waiting />;
    case 'question':
      return <Question key={screen.question.questionId} {...screen} />;
    case 'reveal':
      return <Reveal key={screen.question.questionId} {...screen} />;
    case 'question_standings':
    case 'round_standings':
    case 'final':
      return <Results {...screen} />;
    default:
      screen satisfies never;
      return null;
  }
}
