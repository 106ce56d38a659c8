// The big screen: the stage of the moment, and beside it the way in, which never leaves.
import { useEffect } from 'react';
import { useScreen } from '../../room/screen';
import { useWakeLock } from '../../room/useWakeLock';
import { BreakClock } from '../../ui/BreakClock';
import { LineBanner } from '../../ui/Notice';
import { screenWords as words } from '../../words/screen';
import { sharedWords } from '../../words/shared';
import { Final } from './Final';
import { FullScreen } from './FullScreen';
import { CROWD, Lobby } from './Lobby';
import { Question } from './Question';
import { Rail } from './Rail';
import { Standings } from './Standings';
import { Still } from './Still';
import { useIdle } from './useIdle';

export function ScreenPage() {
  const where = useScreen((state) => state.where);
  const line = useScreen((state) => state.line);
  const open = useScreen((state) => state.open);
  const idle = useIdle();
  useWakeLock(where === 'watching');
  useEffect(() => {
    open();
    // A new link of the same tasting differs in its fragment only, and loads no page.
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, [open]);

  return (
    <div
      className={`flex min-h-dvh flex-col landscape:h-dvh landscape:min-h-[44rem] landscape:overflow-hidden ${idle ? 'cursor-none' : ''}`}
    >
      {where === 'watching' ? (
        <>
          <LineBanner line={line} />
          <Watching />
        </>
      ) : (
        <Still {...words[where]} />
      )}
      <FullScreen shown={!idle} />
    </div>
  );
}

function Watching() {
  const { screen, participants, onBreakUntil } = useScreen((state) => state.room);
  const rail =
    screen.at !== 'lobby'
      ? 'landscape:grid-cols-[1fr_16rem]'
      : participants.length > CROWD
        ? 'landscape:grid-cols-[1fr_22rem]'
        : 'landscape:grid-cols-[1fr_30rem]';
  if (screen.at === 'arriving') return <Still title={words.arriving} />;
  return (
    <div
      className={`flex min-h-0 flex-1 flex-col gap-8 p-5 transition-[grid-template-columns] duration-700 landscape:grid landscape:gap-12 landscape:p-10 ${rail}`}
    >
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        {onBreakUntil !== null && <Break until={onBreakUntil} />}
        <Stage />
      </main>
      <Rail />
    </div>
  );
}

function Break({ until }: { until: number }) {
  return (
    <p className="mb-6 rounded-full border-4 border-gold px-8 py-2 text-center text-2xl landscape:mb-8 landscape:text-4xl">
      {sharedWords.rest.title} · <BreakClock until={until} over={sharedWords.rest.over} />
    </p>
  );
}

function Stage() {
  const screen = useScreen((state) => state.room.screen);
  switch (screen.at) {
    case 'arriving':
      return null;
    case 'lobby':
      return <Lobby />;
    case 'question':
    case 'reveal':
      return <Question key={screen.question.questionId} {...screen} />;
    case 'question_standings':
    case 'round_standings':
      return <Standings key={screen.at} {...screen} />;
    case 'final':
      return <Final {...screen} />;
    default:
      screen satisfies never;
      return null;
  }
}
