// Everybody who has a seat: who is away, a new link for whoever has lost theirs, and the door.
import { useRef, useState } from 'react';
import { seatLink } from '../../room/address';
import { useHost } from '../../room/host';
import { Button, SmallButton } from '../../ui/Button';
import { Name } from '../../ui/Leaderboard';
import { Notice } from '../../ui/Notice';
import { ScannableLink } from '../../ui/ScannableLink';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';

const words = hostWords.people;

export function People({ onClose }: { onClose: () => void }) {
  const { participants, names, away, screen } = useHost((state) => state.room);
  const command = useHost((state) => state.command);
  const [linked, setLinked] = useState<string | null>(null);
  // Whoever is removed keeps their line while this is open: nobody else slides under the finger.
  const [met] = useState(participants);
  const [removed, setRemoved] = useState<string[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const listed = [...met, ...participants.filter((who) => !met.includes(who))];
  const last = removed.at(-1);
  const called = (who: string) => names[who] ?? who;
  if (linked) return <Link who={linked} name={called(linked)} onBack={() => setLinked(null)} onClose={onClose} />;

  return (
    <Sheet title={words.title} onClose={onClose}>
      <p className="text-sm text-faded">{participants.length > 0 ? words.removeLine : words.nobody}</p>
      <p role="status" className="sr-only">
        {last && !participants.includes(last) && words.removed(called(last))}
      </p>
      <ul ref={list} tabIndex={-1} className="grid gap-1">
        {listed.map((who) => (
          <li key={who} className="flex flex-wrap items-center justify-end gap-1 border-t border-line py-1">
            <span className="mr-auto min-w-0">
              <Name pseudonym={who} displayName={names[who]} />
              {away.includes(who) && <span className="text-sm text-faded"> ({sharedWords.away})</span>}
            </span>
            {!participants.includes(who) && <span className="py-3 text-sm text-faded">{words.gone}</span>}
            {screen.at !== 'final' && participants.includes(who) && (
              <span className="flex">
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
                  className="px-3 text-bad"
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
