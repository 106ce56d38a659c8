// A break: its clock, which ends nothing, and the button that does.
import { useHost } from '../../room/host';
import { BreakClock } from '../../ui/BreakClock';
import { Button } from '../../ui/Button';
import { hostWords as words } from '../../words/host';
import { sharedWords } from '../../words/shared';

export function Break({ until }: { until: number }) {
  const command = useHost((state) => state.command);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-gold px-4 py-2">
      <p>
        {sharedWords.rest.title} <BreakClock until={until} />
      </p>
      <Button onClick={() => command({ type: 'host:resume_break' })}>{words.endBreak}</Button>
    </div>
  );
}
