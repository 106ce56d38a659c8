// The letter and the shape that an option is known by, also without colour.

const shapes = [
  <circle key="a" cx="20" cy="20" r="17" />,
  <rect key="b" x="4.5" y="4.5" width="31" height="31" rx="5" />,
  <path key="c" d="M20 1.5 38.5 35a1.5 1.5 0 0 1-1.3 2.2H2.8A1.5 1.5 0 0 1 1.5 35z" />,
  <path key="d" d="m20 .8 19.2 19.200L20 39.2.8 20z" />,
];

const tints = ['text-option-a', 'text-option-b', 'text-option-c', 'text-option-d'];

/** A triangle's middle is lower than its box's. */
const baselines = [20, 20, 25, 20];

export const letterOf = (at: number) => 'ABCD'[at] ?? '?';

export function OptionMark({ at, className = 'size-10' }: { at: number; className?: string }) {
  return (
    <svg viewBox="0 0 40 40" className={`${className} ${tints[at] ?? ''} shrink-0`} aria-hidden="true">
      <g fill="currentColor">{shapes[at]}</g>
      <text
        x="20"
        y={baselines[at]}
        dominantBaseline="central"
        textAnchor="middle"
        className="fill-on-option font-sans text-[18px] font-bold"
      >
        {letterOf(at)}
      </text>
    </svg>
  );
}
