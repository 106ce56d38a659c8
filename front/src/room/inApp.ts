// Whether the page is open in the browser of another app, which may forget the seat when that app is closed.

const apps: [RegExp, string][] = [
  [/WhatsApp/i, 'WhatsApp'],
  [/Instagram/i, 'Instagram'],
  [/FBAN|FBAV|FB_IAB/, 'Facebook'],
  [/MicroMessenger/i, 'WeChat'],
];

/** The app's name, or `null` in a browser of its own. */
export const appAround = (userAgent: string) => apps.find(([sign]) => sign.test(userAgent))?.[1] ?? null;
