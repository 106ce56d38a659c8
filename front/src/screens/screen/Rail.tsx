// Beside the stage: the state of the question, and how to come in, on every screen.
import { joinAddress, joinLink } from '../../room/address';
import type { QuestionView } from '../../protocol/QuestionView';
import type { Countdown } from '../../room/countdown';
import { useScreen } from '../../room/screen';
import { CountdownRing } from '../../ui/CountdownRing';
import { Glass } from '../../ui/Glass';
import Qr from '../../ui/Qr';
import { tally } from '../../ui/RevealedOptions';
import { screenWords as words } from '../../words/screen';

export function Rail() {
  const screen = useScreen((state) => state.room.screen);
  return (
    <aside className="flex min-h-0 flex-col items-center justify-between gap-6">
      {screen.at === 'lobby' ? <JoinLarge /> : <State />}
      {screen.at !== 'lobby' && <Join />}
    </aside>
  );
}

function State() {
  const screen = useScreen((state) => state.room.screen);
  if (screen.at === 'question') return <Asking {...screen} />;
  if (screen.at === 'reveal') {
    const { right, all } = tally(screen.reveal);
    return (
      <p className="flex flex-col items-center text-center text-2xl text-faded landscape:mt-6">
        <strong className="font-display text-8xl leading-none font-[560] text-ink tabular-nums">{right}</strong>
        <span className="mt-3">{all > 0 ? words.reveal.right(right, all) : words.reveal.nobody}</span>
      </p>
    );
  }
  return <Glass className="h-24 landscape:mt-2 landscape:h-44" />;
}

function Asking({ question, countdown }: { question: QuestionView; countdown: Countdown }) {
  const { answeredCount, count, away } = useScreen((state) => state.room);
  return (
    <div className="flex w-full items-center gap-6 landscape:flex-col">
      <CountdownRing
        glides
        countdown={countdown}
        fullMs={question.timerMs}
        className="size-28 text-3xl landscape:size-52 landscape:text-6xl"
      />
      <div className="min-w-0 text-center">
        <p className="text-2xl text-faded">
          <strong className="font-display text-6xl leading-none font-[560] text-ink tabular-nums">
            {answeredCount}
          </strong>{' '}
          {words.question.of(count)}
        </p>
        <p className="mt-1 text-xl text-faded">
          {words.question.answered(answeredCount)}
          {away > 0 && ` · ${words.question.away(away)}`}
        </p>
      </div>
    </div>
  );
}

/** Small, for whoever comes back on another phone. */
function Join() {
  const code = useScreen((state) => state.room.code);
  return (
    <section
      aria-label={words.join.scan}
      className="flex w-full items-center gap-5 text-center landscape:flex-col landscape:gap-3"
    >
      <div className="w-24 landscape:w-40 [&_svg]:w-full">
        <Qr link={joinLink(code)} title={words.join.scan} size={160} />
      </div>
      <div className="@container w-full min-w-0 flex-1">
        <Address className="text-faded" />
        <Code className="text-5xl" />
      </div>
    </section>
  );
}

/** Large enough to be scanned from across the room. */
function JoinLarge() {
  const code = useScreen((state) => state.room.code);
  return (
    <section
      aria-label={words.join.scan}
      className="w-full rounded-[2.5rem] border border-line bg-table p-8 text-center landscape:h-full"
    >
      <div className="@container flex h-full flex-col items-center justify-between gap-6">
        <div className="w-full max-w-[22rem] *:w-full [&_svg]:w-full">
          <Qr link={joinLink(code)} title={words.join.scan} size={460} />
        </div>
        <div>
          <p className="text-xl text-faded">{words.join.at}</p>
          <Address className="font-semibold" />
        </div>
        <Code className="text-[28cqi]" />
      </div>
    </section>
  );
}

/** However long it is, it stands on one line. */
function Address({ className }: { className: string }) {
  const address = joinAddress();
  return (
    <p
      className={`whitespace-nowrap ${className}`}
      style={{ fontSize: `min(2rem, ${(170 / address.length).toFixed(1)}cqi)` }}
    >
      {address}
    </p>
  );
}

function Code({ className }: { className: string }) {
  const code = useScreen((state) => state.room.code);
  return (
    <p
      role="img"
      aria-label={words.join.code(code)}
      className={`font-display leading-none text-gold tabular-nums ${className}`}
    >
      {code.split('').join('\u2009')}
    </p>
  );
}
