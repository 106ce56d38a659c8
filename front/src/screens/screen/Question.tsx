// What is asked, with the four options in their places; and in the same places the answer, and how the room had chosen.
import type { BigScreen } from '../../room/reduceScreen';
import { useScreen } from '../../room/screen';
import { useSecondsLeft } from '../../room/useSecondsLeft';
import type { Countdown } from '../../room/countdown';
import type { RevealView } from '../../protocol/RevealView';
import { Heading } from '../../ui/Heading';
import { letterOf, OptionMark } from '../../ui/OptionMark';
import { tally } from '../../ui/RevealedOptions';
import { sharedWords } from '../../words/shared';
import { screenWords as words } from '../../words/screen';

export function Question(screen: Extract<BigScreen, { at: 'question' | 'reveal' }>) {
  const { question } = screen;
  const reveal = screen.at === 'reveal' ? screen.reveal : null;
  return (
    <div className="flex min-h-0 flex-1 animate-rise flex-col gap-6 landscape:gap-8">
      <header>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-2xl text-faded">
          <p>
            {sharedWords.wineOf(question)} · {sharedWords.questionOf(question)}
          </p>
          <p role="status" className="flex flex-wrap items-center gap-x-5 gap-y-2 font-semibold text-gold">
            {screen.at === 'question' ? (
              <State countdown={screen.countdown} />
            ) : (
              screen.reveal.corrected && words.reveal.corrected
            )}
          </p>
        </div>
        <Heading className="mt-2 text-4xl landscape:text-6xl">{sharedWords.questions[question.category]}</Heading>
      </header>
      <ol className="grid min-h-0 flex-1 auto-rows-fr gap-4">
        {question.options.map(({ id, text }, at) => {
          const right = id === reveal?.correctOptionId;
          return (
            <li
              key={id}
              className={`relative flex min-h-20 items-center gap-5 overflow-hidden rounded-[2rem] border-4 bg-table px-5 py-1 transition-colors duration-700 landscape:gap-8 landscape:px-7 ${right ? 'border-good' : 'border-transparent'}`}
            >
              {reveal && <Bar right={right} share={shareOf(id, reveal)} />}
              <OptionMark
                at={at}
                className={`relative size-14 transition-opacity duration-700 landscape:size-22 ${reveal && !right ? 'opacity-60' : ''}`}
              />
              <div className="relative min-w-0 flex-1 leading-[1.15]">
                <p className={`wrap-break-word ${sized(text)} ${reveal && !right ? '' : 'font-semibold'}`}>
                  <span className="sr-only">{letterOf(at)}: </span>
                  {text}
                </p>
                {right && (
                  <p className="animate-rise text-xl font-semibold text-good landscape:text-2xl">
                    ✓ {sharedWords.correctAnswer}
                  </p>
                )}
              </div>
              {reveal && <Count right={right} count={countOf(id, reveal)} share={shareOf(id, reveal)} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function State({ countdown }: { countdown: Countdown }) {
  const { answeredCount, count } = useScreen((state) => state.room);
  const over = useSecondsLeft(countdown) === 0;
  if (!countdown.runs)
    return (
      <>
        <strong className="rounded-full bg-gold px-5 py-0.5 text-room">{sharedWords.paused}</strong>
        {words.question.paused}
      </>
    );
  if (over) return words.question.timeUp;
  return count > 0 && answeredCount >= count ? words.question.everybody : null;
}

function Bar({ right, share }: { right: boolean; share: number }) {
  return (
    <div
      className={`growing absolute inset-y-0 left-0 w-full origin-left ${right ? 'bg-hit' : 'bg-line'}`}
      style={{ scale: `${share.toFixed(3)} 1` }}
    />
  );
}

function Count({ right, count, share }: { right: boolean; count: number; share: number }) {
  return (
    <p className="relative flex shrink-0 animate-rise items-baseline tabular-nums">
      <strong className={`text-4xl landscape:text-5xl ${right ? '' : 'font-normal'}`}>{count}</strong>
      <span className="w-[3.8em] text-right text-xl landscape:text-2xl">
        {words.reveal.share(Math.round(share * 100))}
      </span>
    </p>
  );
}

const countOf = (id: string, { distribution }: RevealView) =>
  distribution.find(({ optionId }) => optionId === id)?.count ?? 0;

function shareOf(id: string, reveal: RevealView): number {
  const { all } = tally(reveal);
  return all > 0 ? countOf(id, reveal) / all : 0;
}

/** A long name is written smaller, so that it stays whole beside its count. */
function sized(text: string): string {
  if (text.length <= 18) return 'text-3xl landscape:text-5xl';
  if (text.length <= 40) return 'text-2xl landscape:text-4xl';
  if (text.length <= 64) return 'text-xl landscape:text-3xl';
  return text.length <= 90 ? 'text-lg landscape:text-2xl' : 'text-lg landscape:text-xl';
}
