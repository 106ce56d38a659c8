// Asks before a link turns this browser into another host, or gives it another key.
import { useHost } from '../../room/host';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { hostWords } from '../../words/host';

const words = hostWords.switch;

interface Props {
  code: string | null;
  mine: string;
  offered: { hostId: string; hostKey: string };
}

export function Choice({ code, mine, offered }: Props) {
  const become = useHost((state) => state.become);
  const leave = useHost((state) => state.leave);
  const other = offered.hostId !== mine;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <Heading>{other ? words.title : words.keyTitle}</Heading>
      <p className="text-lg">{other ? words.ask(mine, offered.hostId) : words.askKey(mine)}</p>
      <div className="grid gap-3">
        <Button look="main" onClick={() => become(offered, code)}>
          {other ? words.take(offered.hostId) : words.takeKey}
        </Button>
        <Button onClick={leave}>{other ? words.keep(mine) : words.keepKey}</Button>
      </div>
    </main>
  );
}
