// Before the start: how to come in, and who is here.
import { Suspense, useState } from 'react';
import { joinLink } from '../../room/address';
import { useCellar } from '../../room/cellar';
import { useHost } from '../../room/host';
import { titleForAll } from '../../room/reduceHost';
import { Button, LinkButton } from '../../ui/Button';
import { CopyLink } from '../../ui/CopyLink';
import { LazyQr } from '../../ui/LazyQr';
import { Heading } from '../../ui/Heading';
import { Television } from '../../ui/icons';
import { Name } from '../../ui/Leaderboard';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';
import { BigScreen } from './BigScreen';
import { KeepHost } from './KeepHost';
import { Step, Steps } from './Steps';

const words = hostWords.lobby;

export function Lobby({ onEdit }: { onEdit: () => void }) {
  const room = useHost((state) => state.room);
  const first = useCellar((state) => state.tastings.length <= 1);
  // Whoever came by the host's link, which does not bring the big screen's key, has kept that link.
  const madeHere = useHost((state) => state.screenKey !== null);
  const [showing, setShowing] = useState(false);
  const { code, participants, names, count, away, joining, locked } = room;
  const link = joinLink(code);
  const shown = titleForAll(room);
  const whatsapp = `https://wa.me/?text=${encodeURIComponent(words.invitation(shown, link))}`;
  const onlyHere = ['localhost', '127.0.0.1'].includes(window.location.hostname);

  return (
    <>
      <Heading className="text-center text-2xl sm:text-left">{shown || words.codeCaption}</Heading>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <section
          aria-label={words.scan}
          className="grid grid-cols-1 gap-4 rounded-3xl border border-line bg-table p-5 text-center"
        >
          <p
            role="img"
            aria-label={words.codeLabel(code)}
            className="font-display text-6xl leading-none text-gold tabular-nums sm:text-7xl"
          >
            {code.split('').join('\u2009')}
          </p>
          <Suspense fallback={<div className="h-51" />}>
            <LazyQr link={link} title={words.scan} size={180} />
          </Suspense>
          {onlyHere && <p className="text-sm text-bad">{words.onlyHere}</p>}
          <CopyLink link={link} label={words.link} copy={words.copy} />
          {/* Side by side, so that on a laptop none of it lies under the bar of the steps. */}
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <LinkButton href={whatsapp} target="_blank" rel="noreferrer">
              {words.whatsapp}
            </LinkButton>
            <Button onClick={() => setShowing(true)}>
              <Television /> {hostWords.bigScreen.title}
            </Button>
          </div>
          {showing && <BigScreen onClose={() => setShowing(false)} />}
        </section>
        <section className="grid grid-cols-1 gap-3">
          <h2 className="text-xl">
            {words.participants}{' '}
            <span className="ml-1 font-sans text-base text-faded tabular-nums">
              {joining > 0 ? `${String(count)} · ${words.joining(joining)}` : count}
            </span>
          </h2>
          <ul className="flex flex-wrap gap-2">
            {participants.map((who) => (
              <li
                key={who}
                className={`animate-rise rounded-xl border px-3 py-2 ${away.includes(who) ? 'border-dashed border-edge' : 'border-line bg-table'}`}
              >
                <Name pseudonym={who} displayName={names[who]} />
                {away.includes(who) && <span className="text-sm text-faded"> ({sharedWords.away})</span>}
              </li>
            ))}
          </ul>
          {first && madeHere && (
            <div className="mt-3 rounded-2xl border border-line px-4 py-3 text-faded">
              <KeepHost line={hostWords.keep.first} />
            </div>
          )}
        </section>
      </div>
      <Steps next={`${count > 0 ? words.here(count) : words.nobody}${locked ? ` · ${words.locked}` : ''}`}>
        <Button className="min-h-14" onClick={onEdit}>
          {words.edit}
        </Button>
        <Step says="host:start" disabled={count === 0}>
          {words.start}
        </Step>
      </Steps>
    </>
  );
}
