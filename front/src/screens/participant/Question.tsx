// The question: four large options under the thumb, and nothing else to press.
import { memo, useLayoutEffect, useRef, type FocusEvent } from 'react';
import { useParticipant } from '../../room/participant';
import type { AskedScreen } from '../../room/reduceParticipant';
import { useTicks } from '../../room/sound';
import { useOnline } from '../../room/useOnline';
import { useSecondsLeft } from '../../room/useSecondsLeft';
import { useWakeLock } from '../../room/useWakeLock';
import { CountdownRing } from '../../ui/CountdownRing';
import { Heading } from '../../ui/Heading';
import { letterOf, OptionMark } from '../../ui/OptionMark';
import { sharedWords, troubleInWords } from '../../words/shared';
import { participantWords } from '../../words/participant';

const words = participantWords.question;
const tints = ['border-option-a', 'border-option-b', 'border-option-c', 'border-option-d'];

export function Question(screen: AskedScreen) {
  const { question, countdown, chosen, addedMs } = screen;
  const answer = useParticipant((state) => state.answer);
  const seconds = useSecondsLeft(countdown);
  const over = countdown.runs && seconds === 0;
  const closed = over || !countdown.runs;
  const keepsFocus = useKeptFocus(closed);
  useTicks(seconds, countdown.runs);
  useWakeLock(!over);

  return (
    <>
      <div className="flex items-center gap-4 py-3">
        <div className="min-w-0 flex-1">
          <p className="text-sm text-faded">
            {sharedWords.wineOf(question)} · {sharedWords.questionOf(question)}
          </p>
          <Heading className="mt-1 text-2xl">{sharedWords.questions[question.category]}</Heading>
        </div>
        <CountdownRing countdown={countdown} fullMs={question.timerMs} className="size-16" />
      </div>
      <div
        {...keepsFocus}
        className="mt-auto grid max-h-[40rem] min-h-max flex-1 auto-rows-[minmax(max-content,1fr)] grid-cols-2 gap-3"
      >
        {question.options.map((option, at) => (
          <Option key={option.id} {...option} at={at} chosen={chosen === option.id} closed={closed} answer={answer} />
        ))}
      </div>
      <div role="status" className="flex min-h-15 flex-col items-center justify-center pt-3 text-center">
        <p>
          <State {...screen} over={over} />
        </p>
        {addedMs > 0 && <p className="text-sm text-faded">{words.added(addedMs / 1000)}</p>}
      </div>
    </>
  );
}

interface OptionProps {
  id: string;
  text: string;
  at: number;
  chosen: boolean;
  closed: boolean;
  answer: (id: string) => void;
}

/** A tap draws the option that it chooses and the one that it leaves, on a slow phone within the same frame. */
const Option = memo(function Option({ id, text, at, chosen, closed, answer }: OptionProps) {
  const fades = closed && !chosen;
  return (
    <button
      type="button"
      aria-pressed={chosen}
      disabled={closed}
      onClick={() => answer(id)}
      className={`relative flex min-h-28 touch-manipulation flex-col items-center justify-center gap-4 rounded-3xl border-3 px-2 py-3 text-center text-xl leading-snug font-semibold wrap-break-word hyphens-auto max-[15rem]:px-1 max-[15rem]:text-base select-none ${
        chosen ? `${tints[at] ?? ''} bg-cloth` : 'border-transparent bg-table'
      } ${fades ? 'text-faded' : ''}`}
    >
      <OptionMark at={at} className={`size-14 ${fades ? 'opacity-75' : ''}`} />
      <span className={`absolute top-2 right-4 text-2xl ${chosen ? '' : 'invisible'}`} aria-hidden="true">
        ✓
      </span>
      <span className="max-w-full">
        <span className="sr-only">{letterOf(at)}: </span>
        {text}
      </span>
    </button>
  );
});

/** An option that cannot be pressed cannot hold the focus: the heading does until it can be pressed again. */
function useKeptFocus(closed: boolean) {
  /** The option that has it, by its events: some browsers forget it in the moment in which it is disabled, some later. */
  const focused = useRef<HTMLElement | null>(null);
  const held = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const heading = document.querySelector('h1');
    if (closed && focused.current?.isConnected) {
      held.current = focused.current;
      focused.current = null;
      heading?.focus({ preventScroll: true });
    }
    if (!closed && document.activeElement === heading) held.current?.focus({ preventScroll: true });
    if (!closed) held.current = null;
  }, [closed]);
  return {
    onFocus: (event: FocusEvent<HTMLElement>) => (focused.current = event.target),
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!event.target.matches(':disabled')) focused.current = null;
    },
  };
}

/** What became of the last tap. */
function State({ chosen, open, countdown, refused, over }: AskedScreen & { over: boolean }) {
  const online = useOnline();
  const live = useParticipant((state) => state.line) === 'live' && online;
  const skipped = useParticipant((state) => state.room.skipped);
  const settled = chosen !== null && !open;
  if (!countdown.runs)
    return (
      <span className="text-gold">
        <strong>{sharedWords.paused}</strong> — {settled ? words.recorded : words.pausedLine}
      </span>
    );
  if (refused) return <span className="text-bad">{troubleInWords(refused)}</span>;
  if (settled) return <span className="font-semibold text-good">✓ {words.recorded}</span>;
  if (over) return <span className="text-faded">{words.timeUp}</span>;
  if (chosen === null) return <span className="text-faded">{skipped ? participantWords.skipped : words.pick}</span>;
  return <span className="text-faded">{live ? words.sending : words.kept}</span>;
}
