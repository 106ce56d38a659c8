// Each question of the evening once more: what one said, what it was, and what it brought.
import { byWine, type Reviewed, type WineReview } from '../../room/review';
import { resultsWords } from '../../words/results';
import { sharedWords } from '../../words/shared';

const words = resultsWords.review;

export function Review({ review }: { review: Reviewed[] }) {
  const wines = byWine(review);
  return (
    <section className="grid gap-3">
      <h2 className="text-xl text-faded">{words.title}</h2>
      {wines.length === 0 && <p className="text-faded">{words.nothing}</p>}
      {wines.map((wine) => (
        <Wine key={wine.roundIndex} {...wine} />
      ))}
    </section>
  );
}

function Wine({ roundIndex, name, questions }: WineReview) {
  const points = questions.reduce((sum, one) => sum + (one?.points ?? 0), 0);
  return (
    <section className="rounded-3xl border border-line bg-table p-4">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="min-w-0 text-lg">
          {words.wine(roundIndex + 1)}
          {name && <span className="text-gold"> · {name}</span>}
        </h3>
        <span className="shrink-0 text-sm text-faded tabular-nums">{sharedWords.points(points)}</span>
      </div>
      {questions.map((question, at) => (
        <div key={at} className="mt-3 border-t border-line pt-3">
          {question ? <Question {...question} /> : <p className="text-sm text-faded">{words.unseen(at + 1)}</p>}
        </div>
      ))}
    </section>
  );
}

function Question({ category, mine, right, points, skipped }: Reviewed) {
  const hit = mine !== null && mine === right;
  return (
    <div className="flex items-start gap-4">
      <div className="min-w-0 flex-1">
        <p className="text-sm text-faded">{sharedWords.categories[category]}</p>
        {right !== null && (
          <p className="font-semibold text-good">
            <span aria-hidden="true">✓ </span>
            <span className="sr-only">{sharedWords.correctAnswer}: </span>
            {right}
          </p>
        )}
        {skipped && <p className="text-sm text-faded">{words.skipped}</p>}
        {!hit && !(skipped && mine === null) && (
          <p className="text-sm">{mine === null ? words.none : words.mine(mine)}</p>
        )}
        {hit && <p className="text-sm text-gold">{words.yours}</p>}
      </div>
      <span className={`shrink-0 font-semibold tabular-nums ${points > 0 ? 'text-gold' : 'text-faded'}`}>
        +{points}
        <span className="sr-only"> {sharedWords.pointsOnly(points)}</span>
      </span>
    </div>
  );
}
