// What a host rarely needs, out of the way of the next step.
import { useState } from 'react';
import { useHost } from '../../room/host';
import { Button, IconButton } from '../../ui/Button';
import { More } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';
import { BigScreen } from './BigScreen';
import { People } from './People';

const words = hostWords.menu;

export function Menu({ className }: { className: string }) {
  const [open, setOpen] = useState<'menu' | 'people' | 'bigScreen' | null>(null);
  const { locked, screen, allowNames } = useHost((state) => state.room);
  const { command, edit } = useHost.getState();
  const close = () => setOpen(null);
  const item = (does: () => void, text: string) => (
    <Button
      className="w-full justify-start text-left"
      onClick={() => {
        close();
        does();
      }}
    >
      {text}
    </Button>
  );

  return (
    <>
      <IconButton label={words.title} className={className} aria-haspopup="dialog" onClick={() => setOpen('menu')}>
        <More />
      </IconButton>
      {open === 'menu' && (
        <Sheet title={words.title} onClose={close}>
          <div className="grid gap-2">
            {item(() => setOpen('people'), words.people)}
            {item(() => setOpen('bigScreen'), words.bigScreen)}
            {screen.at === 'lobby' &&
              item(() => command({ type: locked ? 'host:unlock' : 'host:lock' }), locked ? words.unlock : words.lock)}
            {screen.at === 'lobby' &&
              item(() => void edit({ allowNames: !allowNames }), allowNames ? words.handlesOnly : words.allowNames)}
          </div>
        </Sheet>
      )}
      {open === 'people' && <People onClose={close} />}
      {open === 'bigScreen' && <BigScreen onClose={close} />}
    </>
  );
}
