// What stands in the form's place when its code could not be had.
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { hostWords } from '../../words/host';

const words = hostWords.form;

export function FormGone({ onCancel }: { onCancel: () => void }) {
  return (
    <main className="m-auto grid max-w-md gap-6 px-5 py-12 text-center">
      <Heading className="text-2xl">{words.gone}</Heading>
      <Button onClick={onCancel}>{words.back}</Button>
    </main>
  );
}
