// Asks before a link turns this browser into another host.
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
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <Heading>{words.title}</Heading>
      <p className="text-lg">{words.ask(mine, offered.hostId)}</p>
      <div className="grid gap-3">
        <Button look="main" onClick={() => become(offered, code)}>
          {words.take(offered.hostId)}
        </Button>
        <Button onClick={leave}>{words.keep(mine)}</Button>
      </div>
    </main>
  );
}
