// The four options after the reveal: which was right, how many chose each, and which one was one's own.
import type { QuestionView } from '../protocol/QuestionView';
import type { RevealView } from '../protocol/RevealView';
import { sharedWords as words } from '../words/shared';
import { OptionMark } from './OptionMark';

interface Props {
  question: QuestionView;
  reveal: RevealView;
  /** One's own answer, and what to call it. */
  mine?: { optionId: string | null; label: string };
}

export function RevealedOptions({ question, reveal, mine }: Props) {
  const counts = new Map(reveal.distribution.map(({ optionId, count }) => [optionId, count]));
  const all = Math.max(1, tally(reveal).all);
  return (
    <div className="grid grid-cols-1 gap-2">
      {question.options.map(({ id, text }, at) => {
        const right = id === reveal.correctOptionId;
        const count = counts.get(id) ?? 0;
        return (
          <div
            key={id}
            className={`relative overflow-hidden rounded-2xl border px-3 py-2 ${right ? 'border-good bg-table' : 'border-transparent bg-table'}`}
          >
            <div
              className={`absolute inset-y-0 left-0 ${right ? 'bg-hit' : 'bg-cloth'}`}
              style={{ width: `${((count / all) * 100).toFixed(1)}%` }}
            />
            <div className="relative flex min-h-10 items-center gap-3">
              <OptionMark at={at} className="size-8" />
              <div className="min-w-0">
                <p className={right ? 'font-semibold' : 'text-faded'}>{text}</p>
                {right && <p className="text-sm text-good">✓ {words.correctAnswer}</p>}
                {mine?.optionId === id && <p className="text-sm text-gold">{mine.label}</p>}
              </div>
              <span className="ml-auto pl-2 text-lg font-semibold tabular-nums">
                <span aria-hidden="true">{count}</span>
                <span className="sr-only">{words.chose(count)}</span>
              </span>
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** How many were right, and how many answered at all. */
export function tally({ distribution, correctOptionId }: RevealView) {
  const all = distribution.reduce((sum, { count }) => sum + count, 0);
  const right = distribution.find(({ optionId }) => optionId === correctOptionId)?.count ?? 0;
  return { right, all };
}
