// The QR code, loaded when it is first shown; where that fails, the link beside it has to do.
import { lazy } from 'react';

export const LazyQr = lazy(() => import('./Qr').catch(() => ({ default: () => <></> })));
