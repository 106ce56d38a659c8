// Where a server is, as the pages, their headers and whoever looks at a deployment work it out.

export interface Server {
  /** Host and port. */
  host: string;
  socket: 'ws' | 'wss';
  /** For plain requests, without a slash at the end. */
  http: string;
}

export const ROOMS_PORT = 1999;
export const ANSWERS_PORT = 1998;

/** As a setting: the page's own address, where something passes on what is meant for a server. */
export const SAME_ORIGIN = 'same-origin';

/** An explicit protocol wins; without one the page's own decides, or a secure page could not connect. */
export function findServer(
  setting: string | undefined,
  page: { protocol: string; hostname: string; host: string },
  port = ROOMS_PORT,
): Server {
  const address = setting === SAME_ORIGIN ? page.host : setting?.trim();
  const [, protocol, named] = /^(?:(https?|wss?):\/\/)?([^/]*)/.exec(address ?? '') ?? [];
  const host = named || `${page.hostname}:${port}`;
  const secure = protocol ? protocol === 'https' || protocol === 'wss' : page.protocol === 'https:';
  return { host, socket: secure ? 'wss' : 'ws', http: `${secure ? 'https' : 'http'}://${host}` };
}
