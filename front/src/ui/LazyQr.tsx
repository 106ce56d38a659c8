// The QR code, loaded when it is first shown; without a network the link beside it has to do until there is one.
import { lazy } from 'react';
import { untilFetched } from './untilFetched';

export const LazyQr = lazy(() => untilFetched(() => import('./Qr')));
