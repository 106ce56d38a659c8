// The letter and the shape that an option is known by, also without colour.

const shapes = [
  <circle key="a" cx="20" cy="20" r="17" />,
  <rect key="b" x="4.500" y="4.500" width="31" height="31" rx="5" />,
  <path key="c" d="M20 1.500 38.500 35a1.500 1.500 0 0 1-1.300 2.200H2.800A1.500 1.500 0 0 1 1.500 35z" />,
  <path key="d" d="m20 .8 19.200 19.200L20 39.200.8 20z" />,
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
