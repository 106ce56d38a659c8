// A link as a QR code, always dark on white: scanners want it so, whatever the theme.
import { QRCodeSVG } from 'qrcode.react';

export default function Qr({ link, title, size = 220 }: { link: string; title: string; size?: number }) {
  return (
    <div className="mx-auto w-fit rounded-2xl bg-[#fff] p-3">
      <QRCodeSVG value={link} title={title} size={size} level="M" className="h-auto max-w-full" />
    </div>
  );
}
