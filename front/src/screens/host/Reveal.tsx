// The answer is on the table: how the guests voted and what it brought each of them.
import { useHost } from '../../room/host';
import type { HostScreen } from '../../room/reduceHost';
import { Heading } from '../../ui/Heading';
import { RevealedOptions, tally } from '../../ui/RevealedOptions';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';
import { Step, Steps } from './Steps';

const words = hostWords.reveal;

export function Reveal({ question, reveal }: Extract<HostScreen, { at: 'reveal' }>) {
  const names = useHost((state) => state.room.names);
  const { right, all } = tally(reveal);
  const results = [...(reveal.results ?? [])].sort((a, b) => b.points - a.points || b.totalScore - a.totalScore);
  return (
    <>
      <div>
        <p className="text-sm text-faded">
          {sharedWords.wineOf(question)} · {sharedWords.questionOf(question)}
        </p>
        <Heading className="mt-1 text-2xl sm:text-4xl">{sharedWords.questions[question.category]}</Heading>
      </div>
      <div className="grid animate-rise grid-cols-1 gap-6 lg:grid-cols-[3fr_2fr]">
        <section className="grid grid-cols-1 gap-3 self-start">
          <RevealedOptions question={question} reveal={reveal} />
          {reveal.corrected && <p className="text-gold">{words.corrected}</p>}
          <p className="text-faded">{words.right(right, all)}</p>
        </section>
        <section className="grid grid-cols-1 content-start gap-3">
          <h2 className="text-xl">{words.results}</h2>
          <ul className="grid grid-cols-1 gap-1">
            {results.map(({ pseudonym, points, totalScore }) => (
              <li key={pseudonym} className="flex items-center gap-3 rounded-xl bg-table px-4 py-2">
                <span className="min-w-0 flex-1 font-medium">{names[pseudonym] ?? pseudonym}</span>
                <span className={`tabular-nums ${points > 0 ? 'font-semibold text-good' : 'text-faded'}`}>
                  +{points}
                </span>
                <span className="w-14 text-right tabular-nums">{totalScore}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <Steps next={words.then}>
        <Step says="host:next">{words.next}</Step>
      </Steps>
    </>
  );
}
