// Hands out the link with which a television or a projector watches.
import { useId } from 'react';
import { screenLink } from '../../room/address';
import { useHost } from '../../room/host';
import { Button, LinkButton } from '../../ui/Button';
import { CopyLink } from '../../ui/CopyLink';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';

const words = hostWords.bigScreen;

export function BigScreen({ onClose }: { onClose: () => void }) {
  const code = useHost((state) => state.room.code);
  const key = useHost((state) => state.screenKey);
  const freshScreenKey = useHost((state) => state.freshScreenKey);
  const lineId = useId();
  return (
    <Sheet title={words.title} onClose={onClose}>
      <p className="text-faded">{words.line}</p>
      {key ? <Ways link={screenLink(code, key)} /> : <p>{words.unknown}</p>}
      <Button look={key ? 'bare' : 'main'} aria-describedby={lineId} onClick={freshScreenKey}>
        {words.fresh}
      </Button>
      <p id={lineId} className="text-center text-sm text-faded">
        {words.freshLine}
      </p>
    </Sheet>
  );
}

function Ways({ link }: { link: string }) {
  return (
    <>
      <LinkButton look="main" href={link} target="_blank" rel="noreferrer">
        {words.open}
      </LinkButton>
      <CopyLink key={link} link={link} label={words.link} copy={words.copy} />
    </>
  );
}
