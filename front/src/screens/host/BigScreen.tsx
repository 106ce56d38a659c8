// Hands out the link with which a television or a projector watches.
import { useEffect, useId, useRef, useState } from 'react';
import { screenLink } from '../../room/address';
import { useHost } from '../../room/host';
import { Button, IconButton, LinkButton } from '../../ui/Button';
import { CopyLink } from '../../ui/CopyLink';
import { Television } from '../../ui/icons';
import { hostWords } from '../../words/host';

const words = hostWords.bigScreen;

/** In the lobby it has its words on it, later a sign will do. */
export function BigScreen({ small = false }: { small?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {small ? (
        <IconButton label={words.title} onClick={() => setOpen(true)}>
          <Television />
        </IconButton>
      ) : (
        <Button onClick={() => setOpen(true)}>
          <Television /> {words.title}
        </Button>
      )}
      {open && <Link onClose={() => setOpen(false)} />}
    </>
  );
}

function Link({ onClose }: { onClose: () => void }) {
  const code = useHost((state) => state.room.code);
  const key = useHost((state) => state.screenKey);
  const freshScreenKey = useHost((state) => state.freshScreenKey);
  const dialog = useRef<HTMLDialogElement>(null);
  const [titleId, lineId] = [useId(), useId()];
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={lineId}
      onClose={onClose}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-3xl border border-line bg-table p-6 text-left text-ink backdrop:bg-shade"
    >
      <h2 id={titleId} className="text-2xl">
        {words.title}
      </h2>
      <p id={lineId} className="mt-2 text-faded">
        {words.line}
      </p>
      <div className="mt-5 grid gap-3">
        {key ? <Ways link={screenLink(code, key)} /> : <p>{words.unknown}</p>}
        <Button look={key ? 'bare' : 'main'} aria-describedby={`${lineId}-fresh`} onClick={freshScreenKey}>
          {words.fresh}
        </Button>
        <p id={`${lineId}-fresh`} className="text-center text-sm text-faded">
          {words.freshLine}
        </p>
        <Button onClick={() => dialog.current?.close()}>{words.close}</Button>
      </div>
    </dialog>
  );
}

function Ways({ link }: { link: string }) {
  return (
    <>
      <LinkButton look="main" href={link} target="_blank" rel="noreferrer">
        {words.open}
      </LinkButton>
      <CopyLink
        key={link}
        link={link}
        label={words.link}
        copy={words.copy}
        copied={words.copied}
        byHand={hostWords.lobby.copyByHand}
      />
      {'share' in navigator && (
        // Whoever thinks better of it has not failed.
        <Button onClick={() => void navigator.share({ url: link }).catch(() => undefined)}>{words.share}</Button>
      )}
    </>
  );
}
