// Another answer is the right one: everyone is scored anew and shown it again.
import { useHost } from '../../room/host';
import type { HostScreen } from '../../room/reduceHost';
import { Button } from '../../ui/Button';
import { letterOf, OptionMark } from '../../ui/OptionMark';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';

const words = hostWords.correct;

type Props = Extract<HostScreen, { at: 'reveal' }> & { onClose: () => void };

export function Correct({ question, reveal, onClose }: Props) {
  const command = useHost((state) => state.command);
  const { questionId } = question;
  return (
    <Sheet title={words.title} onClose={onClose}>
      <p className="text-faded">{words.line}</p>
      <div className="grid gap-2">
        {question.options.map(({ id, text }, at) => (
          <Button
            key={id}
            className="w-full justify-start text-left"
            disabled={id === reveal.correctOptionId}
            onClick={() => {
              command({ type: 'host:correct', questionId, optionId: id });
              onClose();
            }}
          >
            <OptionMark at={at} className="size-8" />
            <span>
              <span className="sr-only">{letterOf(at)}: </span>
              {text}
            </span>
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
