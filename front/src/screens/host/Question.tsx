// A question is open or paused: what is asked, how long still, and who has answered.
import { useHost } from '../../room/host';
import type { HostScreen } from '../../room/reduceHost';
import { CountdownRing } from '../../ui/CountdownRing';
import { Heading } from '../../ui/Heading';
import { letterOf, OptionMark } from '../../ui/OptionMark';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';
import { Step, Steps } from './Steps';

const words = hostWords.question;

export function Question({ question, countdown }: Extract<HostScreen, { at: 'question' }>) {
  const { answeredCount, count, joining } = useHost((state) => state.room);
  return (
    <>
      <div className="flex items-center gap-5">
        <CountdownRing countdown={countdown} fullMs={question.timerMs} className="size-20 sm:size-28" />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm text-faded">
            {sharedWords.wineOf(question)} · {sharedWords.questionOf(question)}
            {!countdown.runs && (
              <span className="rounded-full bg-gold px-3 py-0.5 font-bold text-room">{sharedWords.paused}</span>
            )}
          </p>
          <Heading className="mt-1 text-2xl sm:text-4xl">{sharedWords.questions[question.category]}</Heading>
        </div>
      </div>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[3fr_2fr]">
        <div className="grid grid-cols-1 gap-2 self-start sm:grid-cols-2">
          {question.options.map(({ id, text }, at) => (
            <p
              key={id}
              className="flex min-h-14 items-center gap-3 rounded-2xl bg-table px-4 py-2 text-lg sm:min-h-28 sm:gap-5 sm:px-6 sm:text-2xl"
            >
              <OptionMark at={at} className="size-8 sm:size-12" />
              <span className="min-w-0">
                <span className="sr-only">{letterOf(at)}: </span>
                {text}
              </span>
            </p>
          ))}
        </div>
        <section className="grid grid-cols-1 content-start gap-3">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <p role="status" className="text-xl font-semibold tabular-nums">
              {words.answered(answeredCount, count)}
            </p>
            {joining > 0 && <p className="text-faded tabular-nums">{hostWords.lobby.joining(joining)}</p>}
          </div>
          <div className="h-2 overflow-hidden rounded-full bg-cloth" aria-hidden="true">
            <div
              className="h-full rounded-full bg-good transition-[width]"
              style={{ width: `${String(count === 0 ? 0 : (answeredCount / count) * 100)}%` }}
            />
          </div>
          <WhoAnswered />
        </section>
      </div>
      <Steps>
        {countdown.runs ? (
          <Step key="pace" says="host:pause" look="quiet">
            {words.pause}
          </Step>
        ) : (
          <Step key="pace" says="host:resume" look="quiet">
            {words.resume}
          </Step>
        )}
        <Step says="host:reveal">{words.reveal}</Step>
      </Steps>
    </>
  );
}

function WhoAnswered() {
  const { participants, names, answered, answeredCount, away, count } = useHost((state) => state.room);
  const all = answeredCount >= count;
  return (
    <ul aria-label={words.whoAnswered} className="flex flex-wrap gap-2 text-sm">
      {participants.map((who) => {
        const has = all || answered.includes(who);
        const gone = !has && away.includes(who);
        return (
          <li
            key={who}
            className={`rounded-lg border px-2.5 py-1 ${has ? 'border-good text-ink' : 'border-line text-faded'} ${gone ? 'border-dashed border-edge' : ''}`}
          >
            {has && <span aria-hidden="true">✓ </span>}
            {names[who] ?? who}
            <span className="sr-only"> {has ? words.has : words.hasNot}</span>
            {gone && ` (${sharedWords.away})`}
          </li>
        );
      })}
      {count > participants.length && (
        <li className="px-1 py-1 text-faded">{words.more(count - participants.length)}</li>
      )}
    </ul>
  );
}
