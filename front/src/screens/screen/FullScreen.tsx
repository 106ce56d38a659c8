// Fills the display, by a button that shows while the pointer moves, or by the key F.
import { useEffect } from 'react';
import { IconButton } from '../../ui/Button';
import { Expand } from '../../ui/icons';
import { screenWords as words } from '../../words/screen';

function toggle() {
  // Refused where the browser has its reasons; the page works all the same.
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}

export function FullScreen({ shown }: { shown: boolean }) {
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (key.toLowerCase() === 'f' && !ctrlKey && !metaKey && !altKey) toggle();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  if (!document.fullscreenEnabled) return null;
  return (
    <header
      className={`fixed top-1 right-1 z-20 transition-opacity focus-within:opacity-100 ${shown ? '' : 'opacity-0'}`}
    >
      <IconButton label={words.fullScreen} aria-keyshortcuts="F" onClick={toggle}>
        <Expand />
      </IconButton>
    </header>
  );
}
