// The room as its host sees it: the code always in view, the screen of the moment, the end in reach.
import { useState } from 'react';
import { useHost } from '../../room/host';
import { titleForAll } from '../../room/reduceHost';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Heading } from '../../ui/Heading';
import { Notice } from '../../ui/Notice';
import { hostWords } from '../../words/host';
import { Break } from './Break';
import { Final } from './Final';
import { Lobby } from './Lobby';
import { Menu } from './Menu';
import { Question } from './Question';
import { Reveal } from './Reveal';
import { Standings } from './Standings';

const words = hostWords.room;

export function Room({ onEdit }: { onEdit: () => void }) {
  const { code, screen, onBreakUntil } = useHost((state) => state.room);
  const title = useHost((state) => titleForAll(state.room));
  const trouble = useHost((state) => state.trouble);
  const { leave, command } = useHost.getState();
  const [ending, setEnding] = useState(false);
  const playing = screen.at !== 'arriving' && screen.at !== 'lobby' && screen.at !== 'final';

  return (
    <>
      <header className="mx-auto flex w-full max-w-5xl flex-wrap items-center gap-x-2 gap-y-1 px-4 sm:gap-x-4 pt-3 sm:px-6">
        <Button look="bare" className="-ml-3 px-3" onClick={leave}>
          ‹ {words.all}
        </Button>
        <p className="min-w-0 flex-1 truncate text-center text-sm text-faded max-sm:hidden">
          {screen.at !== 'lobby' && title}
        </p>
        {screen.at !== 'lobby' && screen.at !== 'arriving' && (
          <p className="text-sm text-faded max-sm:ml-auto">
            <span className="max-sm:sr-only">{words.joinAt} </span>
            <span className="font-semibold text-gold tabular-nums">{code}</span>
          </p>
        )}
        {screen.at !== 'arriving' && <Menu className={screen.at === 'lobby' ? 'max-sm:ml-auto' : ''} />}
        {playing && (
          <Button look="warning" className="-mr-3 px-3" onClick={() => setEnding(true)}>
            {words.end}
          </Button>
        )}
      </header>
      <main className="mx-auto flex w-full max-w-5xl flex-1 flex-col gap-5 px-4 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-6">
        <Notice trouble={trouble} />
        {onBreakUntil !== null && <Break until={onBreakUntil} />}
        <Screen onEdit={onEdit} />
      </main>
      {ending && playing && (
        <Confirm
          title={words.askEnd}
          line={words.askEndLine}
          yes={words.confirmEnd}
          no={words.keepPlaying}
          onNo={() => setEnding(false)}
          onYes={() => {
            setEnding(false);
            command({ type: 'host:end' });
          }}
        />
      )}
    </>
  );
}

function Screen({ onEdit }: { onEdit: () => void }) {
  const screen = useHost((state) => state.room.screen);
  switch (screen.at) {
    case 'arriving':
      return (
        <div className="animate-late m-auto text-center">
          <Heading className="text-2xl text-faded">{words.arriving}</Heading>
        </div>
      );
    case 'lobby':
      return <Lobby onEdit={onEdit} />;
    case 'question':
      return <Question key={screen.question.questionId} {...screen} />;
    case 'reveal':
      return <Reveal key={screen.question.questionId} {...screen} />;
    case 'question_standings':
    case 'round_standings':
      return <Standings key={screen.at} {...screen} />;
    case 'final':
      return <Final {...screen} />;
    default:
      screen satisfies never;
      return null;
  }
}
