// The host's tastings, and the way to a new one.
import { useEffect, useState } from 'react';
import type { CreateSession } from '../../protocol/CreateSession';
import type { SessionListEntry } from '../../protocol/SessionListEntry';
import { useCellar } from '../../room/cellar';
import { useHost } from '../../room/host';
import { leads } from '../../room/standings';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Foot } from '../../ui/Foot';
import { Heading } from '../../ui/Heading';
import { Notice } from '../../ui/Notice';
import { KeepHost } from './KeepHost';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';

const words = hostWords.dashboard;

interface Props {
  onNew: () => void;
  /** The same once more. */
  onDuplicate: (tasting: CreateSession) => void;
  /** There is something that was written and not saved. */
  onGoOn: (() => void) | null;
}

export function Dashboard({ onNew, onDuplicate, onGoOn }: Props) {
  const { handle, tastings, trouble, deleted } = useCellar();
  const { load, remove, restore } = useCellar.getState();
  const [doomed, setDoomed] = useState<SessionListEntry | null>(null);
  useEffect(() => void load(), [load]);

  return (
    <main className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-8 px-5 py-8">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-5">
        <div>
          <Heading className="text-4xl">{sharedWords.name}</Heading>
          {handle && (
            <p className="mt-1 text-faded">
              {words.youAre} <span className="font-semibold tracking-wide text-gold">{handle}</span>
            </p>
          )}
        </div>
        <div className="grid w-full grid-cols-1 gap-3 sm:flex sm:w-auto">
          {onGoOn && (
            <Button look="main" onClick={onGoOn}>
              {words.goOn}
            </Button>
          )}
          <Button look={onGoOn ? 'quiet' : 'main'} onClick={onNew}>
            {words.create}
          </Button>
        </div>
      </header>
      <Notice trouble={trouble} />
      {deleted && (
        <div
          role="status"
          className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-line bg-cloth px-4 py-2"
        >
          <span>{words.deleted(deleted.title)}</span>
          <Button look="bare" onClick={() => void restore()}>
            {words.undo}
          </Button>
        </div>
      )}
      {tastings.length === 0 && (
        <p className="rounded-3xl border border-dashed border-line px-6 py-12 text-center text-lg text-faded">
          {words.empty}
        </p>
      )}
      <ul className="grid grid-cols-1 gap-3">
        {tastings.map((tasting) => (
          <Tasting
            key={tasting.code + tasting.createdAt}
            tasting={tasting}
            onDuplicate={onDuplicate}
            onDelete={() => (tasting.status === 'active' ? setDoomed(tasting) : void remove(tasting))}
          />
        ))}
      </ul>
      {doomed && (
        <Confirm
          title={words.askTitle}
          line={words.ask(doomed.title)}
          yes={words.confirm}
          no={words.cancel}
          onNo={() => setDoomed(null)}
          onYes={() => {
            setDoomed(null);
            void remove(doomed);
          }}
        />
      )}
      {handle && <KeepHost />}
      <Foot />
    </main>
  );
}

interface TastingProps {
  tasting: SessionListEntry;
  onDuplicate: (tasting: CreateSession) => void;
  onDelete: () => void;
}

function Tasting({ tasting, onDuplicate, onDelete }: TastingProps) {
  const enter = useHost((state) => state.enter);
  const { unpark, read } = useCellar.getState();
  const { code, title, status, participantCount, createdAt, finalRankings = [], parked } = tasting;
  const open = async () => {
    const room = await unpark(tasting);
    if (room) void enter(room);
  };
  const duplicate = async () => {
    const laid = await read(tasting);
    if (laid) onDuplicate(laid);
  };
  const winners = finalRankings.filter(leads);
  const winner = winners.map(({ displayName, pseudonym }) => displayName ?? pseudonym).join(' & ');
  return (
    <li className="grid grid-cols-1 gap-3 rounded-3xl border border-line bg-table p-4 sm:grid-cols-[1fr_auto] sm:items-center sm:gap-6 sm:px-6">
      <div className="min-w-0">
        <div className="flex items-baseline gap-3">
          {!parked && <span className="font-display text-2xl text-gold tabular-nums">{code}</span>}
          <span className="min-w-0 text-lg font-semibold wrap-break-word">{title}</span>
        </div>
        <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-faded">
          <span className={status === 'waiting' ? 'text-good' : ''}>{words.status[status]}</span>
          <span>{words.people(participantCount)}</span>
          {parked && <span>{words.parked}</span>}
          <time dateTime={createdAt}>{words.day(new Date(createdAt))}</time>
          {winner && <span className="text-ink">{words.winner(winner)}</span>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button className="flex-1" onClick={() => void open()}>
          {words.open}
        </Button>
        {!parked && (
          <Button look="bare" aria-label={words.duplicateNamed(code)} onClick={() => void duplicate()}>
            {words.duplicate}
          </Button>
        )}
        <Button look="bare" aria-label={words.deleteNamed(code)} onClick={onDelete}>
          {words.delete}
        </Button>
      </div>
    </li>
  );
}
