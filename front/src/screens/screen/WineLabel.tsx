// What was in the glass, as it would stand on the bottle.
import type { WineCard } from '../../room/reduceScreen';
import { screenWords as words } from '../../words/screen';

export function WineLabel({ known }: { known: WineCard }) {
  const { wine_name: name, vintage_year: vintage, region, grape_variety: grape, color } = known;
  return (
    <section className="flex shrink-0 animate-rise flex-col rounded-[2rem] bg-table p-3 landscape:w-[26rem]">
      <div className="flex flex-1 flex-col items-center justify-center gap-5 rounded-[1.4rem] border-2 border-gold px-8 py-8 text-center">
        <p className="text-xl text-faded">{words.theWine}</p>
        {name && <h2 className={`wrap-anywhere ${name.length > 36 ? 'text-3xl' : 'text-5xl'}`}>{name}</h2>}
        {vintage && <p className="font-display text-5xl text-gold tabular-nums">{vintage}</p>}
        <hr className="w-24 border-gold" />
        <p className="text-2xl leading-snug">
          {[region, grape, color].filter(Boolean).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </p>
      </div>
    </section>
  );
}
