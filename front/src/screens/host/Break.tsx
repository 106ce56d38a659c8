// A break: its clock, which ends nothing, and the button that does.
import { useMemo } from 'react';
import { running } from '../../room/countdown';
import { useHost } from '../../room/host';
import { useSecondsLeft } from '../../room/useSecondsLeft';
import { Button } from '../../ui/Button';
import { hostWords } from '../../words/host';

const words = hostWords.rest;

export function Break({ until }: { until: number }) {
  const command = useHost((state) => state.command);
  const left = useSecondsLeft(useMemo(() => running(until), [until]));
  const clock = `${String(Math.floor(left / 60))}:${String(left % 60).padStart(2, '0')}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-gold px-4 py-2">
      <p>
        {words.title} <span className="font-semibold text-gold tabular-nums">{clock}</span>
      </p>
      <Button onClick={() => command({ type: 'host:resume_break' })}>{words.end}</Button>
    </div>
  );
}
