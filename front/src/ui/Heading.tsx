// A screen's heading: the focus goes to it when the screen changes, so that a screen reader says where one is.
import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  className?: string;
}

/** The first screen of a page is read from its top anyway; the focus stays where the browser puts it. */
let first = true;

export function Heading({ children, className = 'text-3xl' }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    if (!first) window.scrollTo(0, 0);
    first = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
