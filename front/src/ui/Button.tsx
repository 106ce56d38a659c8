// The buttons and the links that look like them.
import type { ComponentProps } from 'react';

type Look = 'main' | 'quiet' | 'bare' | 'warning' | 'grave';

const looks: Record<Look, string> = {
  main: 'bg-wine text-on-wine hover:brightness-110',
  quiet: 'border border-line bg-table hover:bg-cloth',
  bare: 'text-faded hover:text-ink hover:bg-cloth',
  warning: 'text-bad hover:bg-cloth',
  grave: 'border border-bad text-bad hover:bg-cloth',
};

const shape =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-2xl px-5 py-2 text-center font-semibold transition select-none disabled:cursor-default disabled:opacity-50';

export function Button({ look = 'quiet', className = '', ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button type="button" className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}

export function LinkButton({ look = 'quiet', className = '', ...rest }: ComponentProps<'a'> & { look?: Look }) {
  return <a className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}

const small =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-xl text-sm font-semibold transition select-none disabled:cursor-default disabled:opacity-40 aria-disabled:cursor-default aria-disabled:opacity-40';

/** For what is rarely pressed; as easy to hit as any other. */
export function SmallButton({
  look = 'bare',
  className = 'px-3',
  ...rest
}: ComponentProps<'button'> & { look?: Look }) {
  return <button type="button" className={`${small} ${looks[look]} ${className}`} {...rest} />;
}

/** A sign instead of words, which are said all the same. */
export function IconButton({ label, className = '', ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`${small} ${looks.bare} w-11 shrink-0 ${className}`}
      {...rest}
    />
  );
}
