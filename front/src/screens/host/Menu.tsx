// What a host rarely needs, out of the way of the next step.
import { Fragment, useState } from 'react';
import { useHost } from '../../room/host';
import { Button, IconButton } from '../../ui/Button';
import { More } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';
import { BigScreen } from './BigScreen';
import { Correct } from './Correct';
import { People } from './People';

const words = hostWords.menu;

const MORE_SECONDS = 30;
/** In minutes. */
const BREAKS = [5, 15];

export function Menu({ className }: { className: string }) {
  const [open, setOpen] = useState<'menu' | 'people' | 'correct' | 'bigScreen' | null>(null);
  const { locked, screen, allowNames, autoReveal, onBreakUntil } = useHost((state) => state.room);
  const { command, change } = useHost.getState();
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
            {screen.at === 'question' && (
              <>
                {item(() => command({ type: 'host:extend', seconds: MORE_SECONDS }), words.extend(MORE_SECONDS))}
                {item(() => command({ type: 'host:skip' }), words.skip)}
              </>
            )}
            {screen.at === 'reveal' && item(() => setOpen('correct'), words.correct)}
            {screen.at !== 'question' &&
              screen.at !== 'final' &&
              onBreakUntil === null &&
              BREAKS.map((minutes) => (
                <Fragment key={minutes}>
                  {item(() => command({ type: 'host:break', seconds: minutes * 60 }), words.rest(minutes))}
                </Fragment>
              ))}
            {screen.at === 'lobby' && (
              <>
                {item(
                  () => void change({ autoReveal: !autoReveal }),
                  autoReveal ? words.revealMyself : words.autoReveal,
                )}
                {item(
                  () => command({ type: locked ? 'host:unlock' : 'host:lock' }),
                  locked ? words.unlock : words.lock,
                )}
                {item(
                  () => void change({ allowNames: !allowNames }),
                  allowNames ? words.handlesOnly : words.allowNames,
                )}
              </>
            )}
          </div>
        </Sheet>
      )}
      {open === 'correct' && screen.at === 'reveal' && <Correct {...screen} onClose={close} />}
      {open === 'people' && <People onClose={close} />}
      {open === 'bigScreen' && <BigScreen onClose={close} />}
    </>
  );
}
