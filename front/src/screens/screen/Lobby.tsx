// Before the start: an invitation, and who is here.
import { useScreen } from '../../room/screen';
import { Heading } from '../../ui/Heading';
import { screenWords } from '../../words/screen';

const words = screenWords.lobby;

/** More than this many need the room that the invitation has. */
export const CROWD = 20;

const cards = 'flex flex-wrap content-start gap-4 *:rounded-[0.5em] *:border *:border-line *:bg-table *:px-[0.7em]';
const list = 'grid grid-cols-[repeat(auto-fill,minmax(10.8em,1fr))] content-start gap-x-[0.6em] *:truncate';

/** The more there are, the smaller they are written: everybody listed has their name on the wall. */
const looks: [most: number, look: string][] = [
  [4, `${cards} text-4xl`],
  [10, `${cards} text-3xl`],
  [CROWD, `${list} text-2xl`],
  [45, `${list} text-xl`],
  [80, `${list} text-base`],
  [125, `${list} text-[0.8rem]`],
  [Infinity, `${list} text-[0.6rem]`],
];

export function Lobby() {
  const { participants, names, count, locked } = useScreen((state) => state.room);
  const look = looks.find(([most]) => participants.length <= most)?.[1] ?? '';
  const crowded = participants.length > CROWD;
  return (
    <div className={`flex min-h-0 flex-1 flex-col ${crowded ? 'gap-4' : 'gap-8'}`}>
      <header>
        <Heading className={`text-5xl ${crowded ? '' : 'landscape:text-7xl'}`}>
          {locked ? words.closed : words.title}
        </Heading>
        {!crowded && <p className="mt-4 max-w-[34rem] text-2xl text-faded">{locked ? words.back : words.how}</p>}
      </header>
      <section className="flex min-h-0 flex-1 flex-col gap-5">
        <h2 className="text-3xl text-gold tabular-nums">
          {count === 0 ? words.nobody : words.atTheTable(count)}
          {count > participants.length && (
            <span className="ml-4 font-sans text-xl font-normal text-faded">{words.latest(participants.length)}</span>
          )}
        </h2>
        <ul className={`min-h-0 flex-1 leading-normal landscape:overflow-hidden ${look}`}>
          {participants.map((who) => (
            <li key={who} className="animate-rise">
              {names[who] ?? who}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
