// The few signs that stand on buttons beside, or instead of, their words.
import type { ReactNode } from 'react';

const drawn = (lines: ReactNode) =>
  function Icon({ className = 'size-5' }: { className?: string }) {
    return (
      <svg
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
        className={`shrink-0 ${className}`}
        aria-hidden="true"
      >
        {lines}
      </svg>
    );
  };

export const Grip = drawn(
  <path strokeWidth="2.4" d="M7.5 5h.01M7.5 10h.01M7.5 15h.01M12.5 5h.01M12.5 10h.01M12.5 15h.01" />,
);
export const Chevron = drawn(<path d="m5.5 8 4.5 4.5L14.5 8" />);
export const Up = drawn(<path d="M10 16V4.5M5 9.5l5-5 5 5" />);
export const Down = drawn(<path d="M10 4v11.5m5-5-5 5-5-5" />);
export const Copy = drawn(<path d="M7 7h9v9H7zM4 13V4h9" />);
export const Bin = drawn(<path d="M4 6h12M8 6V4h4v2m-6.5 0 .7 10h7.6l.7-10" />);
export const Again = drawn(
  <path d="M15.8 8.2A6 6 0 0 0 4.6 7.4m-.4 4.4a6 6 0 0 0 11.2.8M15.8 4v4.2h-4.2M4.2 16v-4.2h4.2" />,
);
export const More = drawn(<path strokeWidth="2.4" d="M4.5 10h.01M10 10h.01M15.5 10h.01" />);
export const Cross = drawn(<path d="m5 5 10 10M15 5 5 15" />);
export const Check = drawn(<path strokeWidth="2.2" d="m4.5 10.5 3.6 3.6 7.4-8" />);
export const Television = drawn(<path d="M2.5 4h15v10h-15zM7 17h6" />);
export const Expand = drawn(<path d="M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4" />);
