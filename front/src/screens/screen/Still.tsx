// A screen that has nothing to watch yet or any more, and what to do about it.
import { Glass } from '../../ui/Glass';
import { Heading } from '../../ui/Heading';

export function Still({ title, line }: { title: string; line?: string }) {
  return (
    <main className="m-auto flex max-w-[48rem] flex-col items-center gap-6 p-6 text-center">
      <Glass className="h-28" />
      <Heading className="text-5xl">{title}</Heading>
      {line && <p className="text-2xl text-faded">{line}</p>}
    </main>
  );
}
