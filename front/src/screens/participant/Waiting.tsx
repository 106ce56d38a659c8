// The participant has a seat and the evening has not begun.
import { lazy, Suspense } from 'react';
import { useParticipant } from '../../room/participant';
import { Button } from '../../ui/Button';
import { Foot } from '../../ui/Foot';
import { Heading } from '../../ui/Heading';
import { untilFetched } from '../../ui/untilFetched';
import { participantWords } from '../../words/participant';
import { KeepSeat } from './KeepSeat';

const words = participantWords.waiting;
/** Few hosts allow names. */
const AddName = lazy(() => untilFetched(() => import('./AddName')));

export function Waiting() {
  const { pseudonym, company } = useParticipant((state) => state.room);
  const name = company.names[pseudonym];
  const { goElsewhere } = useParticipant.getState();
  return (
    <div className="m-auto grid w-full max-w-md grid-cols-1 gap-6 py-8 text-center">
      <Heading className="text-3xl">{words.title}</Heading>
      <div className="rounded-3xl border border-line bg-table px-4 py-8">
        <p className="text-faded">{words.youAre}</p>
        <p className="mt-2 font-display text-3xl text-gold">{pseudonym}</p>
        {name && <p className="mt-1 text-lg">{name}</p>}
        <Suspense>{!name && company.allowNames && <AddName />}</Suspense>
      </div>
      <p>{words.line}</p>
      {company.count > 0 && <p className="text-faded tabular-nums">{words.atTheTable(company.count)}</p>}
      <KeepSeat />
      <div>
        <Button look="bare" onClick={goElsewhere}>
          {words.elsewhere}
        </Button>
        <Foot sound />
      </div>
    </div>
  );
}
