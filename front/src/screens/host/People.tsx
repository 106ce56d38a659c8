// Everybody who has a seat: who is away, a new link for whoever has lost theirs, and the door.
import { useEffect, useRef, useState } from 'react';
import { seatLink } from '../../room/address';
import { useHost } from '../../room/host';
import type { Trouble } from '../../room/trouble';
import { spelled } from '../../tasting/fold';
import { Button, SmallButton } from '../../ui/Button';
import { Name } from '../../ui/Leaderboard';
import { Notice } from '../../ui/Notice';
import { ScannableLink } from '../../ui/ScannableLink';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';

const words = hostWords.people;

/** As many are seen at a glance. */
const FEW = 12;

export function People({ onClose }: { onClose: () => void }) {
  const { participants, names, away, screen } = useHost((state) => state.room);
  const command = useHost((state) => state.command);
  const { others, partial, trouble } = useOthers();
  const [linked, setLinked] = useState<string | null>(null);
  // Whoever is removed keeps their line while this is open: nobody else slides under the finger.
  const [met, setMet] = useState(participants);
  const [removed, setRemoved] = useState<string[]>([]);
  const [sought, setSought] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const seated = new Set([...participants, ...others.keys()]);
  const known = new Set(met);
  const fresh = [...seated].filter((who) => !known.has(who));
  if (fresh.length > 0) setMet([...met, ...fresh]);

  // One who is not listed any more has only made room for later ones.
  const isGone = (who: string) => !seated.has(who) && (!partial || removed.includes(who));
  const named = (who: string) => names[who] ?? others.get(who) ?? undefined;
  const called = (who: string) => named(who) ?? who;
  const found = met.filter((who) => spelled(`${named(who) ?? ''} ${who}`).includes(spelled(sought)));
  const last = removed.at(-1);
  if (linked) return <Link who={linked} name={called(linked)} onBack={() => setLinked(null)} onClose={onClose} />;

  return (
    <Sheet title={words.title} onClose={onClose}>
      <p className="text-sm text-faded">{participants.length > 0 ? words.removeLine : words.nobody}</p>
      <p role="status" className="sr-only">
        {last && isGone(last) && words.removed(called(last))}
      </p>
      {met.length > FEW && (
        <label className="grid gap-1 text-sm text-faded">
          {words.find}
          <input
            type="search"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            className="min-h-12 w-full rounded-xl border border-edge bg-room px-3 py-2 text-base text-ink"
          />
        </label>
      )}
      <Notice trouble={trouble} />
      <p role="status" className="text-faded empty:hidden">
        {met.length > 0 && found.length === 0 && words.notFound}
      </p>
      <ul ref={list} tabIndex={-1} className="grid gap-1">
        {found.map((who) => (
          <li key={who} className="flex min-h-13 items-center gap-1 border-t border-line py-1">
            <span className="mr-auto min-w-0 wrap-break-word">
              <Name pseudonym={who} displayName={named(who)} />
              {away.includes(who) && <span className="text-sm text-faded"> ({sharedWords.away})</span>}
            </span>
            {isGone(who) && <span className="py-3 text-sm text-faded">{words.gone}</span>}
            {screen.at !== 'final' && !isGone(who) && (
              <span className="flex shrink-0">
                <SmallButton
                  aria-label={words.linkNamed(called(who))}
                  onClick={() => {
                    command({ type: 'host:reseat', pseudonym: who });
                    setLinked(who);
                  }}
                >
                  {words.link}
                </SmallButton>
                <SmallButton
                  look="warning"
                  aria-label={words.removeNamed(called(who))}
                  onClick={() => {
                    command({ type: 'host:remove', pseudonym: who });
                    setRemoved([...removed, who]);
                    list.current?.focus();
                  }}
                >
                  {words.remove}
                </SmallButton>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Handles, and the names that some have added. */
type Names = ReadonlyMap<string, string | null>;
const nobody: Names = new Map();

/** Those whom a large room does not list, asked for anew after each command. */
function useOthers() {
  const partial = useHost(({ room }) => room.participants.length < room.count);
  const pending = useHost((state) => state.pending);
  const [others, setOthers] = useState<Names>(nobody);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    if (!partial || pending) return;
    let late = false;
    void useHost
      .getState()
      .everybody()
      .then((answer) => {
        if (late) return;
        if (answer.ok) setOthers(new Map(answer.value.map(({ pseudonym, displayName }) => [pseudonym, displayName])));
        setTrouble(answer.ok ? null : answer.trouble);
      });
    return () => void (late = true);
  }, [partial, pending]);
  return { others: partial ? others : nobody, partial, trouble };
}

interface LinkProps {
  who: string;
  name: string;
  onBack: () => void;
  onClose: () => void;
}

function Link({ who, name, onBack, onClose }: LinkProps) {
  const code = useHost((state) => state.room.code);
  const made = useHost((state) => state.room.seatLink);
  const trouble = useHost((state) => state.trouble);
  const link = made?.pseudonym === who ? seatLink(code, who, made.seatKey) : null;
  return (
    <Sheet key={who} title={words.linkTitle(name)} onClose={onClose}>
      <p className="text-faded">{words.linkLine}</p>
      {link ? (
        <ScannableLink link={link} label={words.linkField} copy={words.copy} />
      ) : (
        <>
          {!trouble && <p role="status">{words.making}</p>}
          <Notice trouble={trouble} />
        </>
      )}
      <Button onClick={onBack}>{words.back}</Button>
    </Sheet>
  );
}
