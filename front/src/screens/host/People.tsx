// Everybody who has a seat: who is away, a new link for whoever has lost theirs, and the door.
import { Suspense, useState } from 'react';
import { seatLink } from '../../room/address';
import { useHost } from '../../room/host';
import { Button, SmallButton } from '../../ui/Button';
import { CopyLink } from '../../ui/CopyLink';
import { LazyQr } from '../../ui/LazyQr';
import { Name } from '../../ui/Leaderboard';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';

const words = hostWords.people;

export function People({ onClose }: { onClose: () => void }) {
  const { participants, names, away, screen } = useHost((state) => state.room);
  const command = useHost((state) => state.command);
  const [linked, setLinked] = useState<string | null>(null);
  const called = (who: string) => names[who] ?? who;
  if (linked) return <Link who={linked} name={called(linked)} onBack={() => setLinked(null)} onClose={onClose} />;

  return (
    <Sheet title={words.title} onClose={onClose}>
      <p className="text-sm text-faded">{participants.length > 0 ? words.removeLine : words.nobody}</p>
      <ul className="grid gap-1">
        {participants.map((who) => (
          <li key={who} className="flex flex-wrap items-center justify-end gap-1 border-t border-line py-1">
            <span className="mr-auto min-w-0">
              <Name pseudonym={who} displayName={names[who]} />
              {away.includes(who) && <span className="text-sm text-faded"> ({sharedWords.away})</span>}
            </span>
            {screen.at !== 'final' && (
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
                  onClick={() => command({ type: 'host:remove', pseudonym: who })}
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
  const link = made?.pseudonym === who ? seatLink(code, who, made.seatKey) : null;
  return (
    <Sheet key={who} title={words.linkTitle(name)} onClose={onClose}>
      <p className="text-faded">{words.linkLine}</p>
      {link ? (
        <>
          <Suspense fallback={<div className="h-56" />}>
            <LazyQr link={link} title={words.linkField} size={200} />
          </Suspense>
          <CopyLink
            link={link}
            label={words.linkField}
            copy={words.copy}
            copied={hostWords.lobby.copied}
            byHand={hostWords.lobby.copyByHand}
          />
        </>
      ) : (
        <p role="status">{words.making}</p>
      )}
      <Button onClick={onBack}>{words.back}</Button>
    </Sheet>
  );
}
