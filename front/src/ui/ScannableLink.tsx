// A link for another device: as a QR code, and to copy or to share.
import { Suspense, type ComponentProps } from 'react';
import { CopyLink } from './CopyLink';
import { LazyQr } from './LazyQr';

export function ScannableLink(props: ComponentProps<typeof CopyLink>) {
  return (
    <>
      <Suspense fallback={<div className="h-56" />}>
        <LazyQr link={props.link} title={props.label} size={200} />
      </Suspense>
      <CopyLink {...props} />
    </>
  );
}
