// The big screen's side of a room: it watches, and says nothing but who it is.
import { create } from 'zustand';
import type { Frame } from '../protocol/Frame';
import { takeLink } from './address';
import { roomClock } from './clock';
import { connect, type Connection, type Line } from './connection';
import { browserMemory } from './memory';
import { reduceScreen, screenArrives, type ScreenRoom } from './reduceScreen';

interface ScreenSide {
  /** `refused`: the host has made a fresh key since. `unlinked`: opened without the host's link. */
  where: 'watching' | 'unlinked' | 'refused' | 'gone';
  room: ScreenRoom;
  line: Line;
  /** The page was opened. */
  open: () => void;
}

const KEY_REFUSED = 4008;

const memory = browserMemory();
let connection: Connection | null = null;

export const useScreen = create<ScreenSide>((set, get) => {
  function hear(said: Frame) {
    if ('serverTime' in said) roomClock.observe(said.serverTime);
    if (said.type !== 'error') return set({ room: reduceScreen(get().room, said) });
    if (said.code === 'UNAUTHORIZED') stop('refused');
    if (said.code === 'SESSION_NOT_FOUND') stop('gone');
    // Anything else passes: the line proves itself again.
  }

  function stop(where: 'refused' | 'gone') {
    connection?.close();
    connection = null;
    set({ where });
  }

  return {
    where: 'watching',
    room: screenArrives,
    line: 'connecting',

    open() {
      const { code, secret } = takeLink('key');
      // A television is switched off and on; the address alone brings it back.
      if (code && secret) memory.keepScreenKey(code, secret);
      const screenKey = code ? secret || memory.screenKey(code) : null;
      if (!screenKey) return set({ where: 'unlinked' });
      connection?.close();
      set({ where: 'watching', room: { ...screenArrives, code }, line: 'connecting' });
      connection = connect(code, {
        proof: () => ({ type: 'watch_session', screenKey }),
        answersProof: ({ type }) => type === 'screen:state_snapshot',
        hear,
        line: (line) => set({ line }),
        closed: (why) => stop(why === KEY_REFUSED ? 'refused' : 'gone'),
        roundTrip: roomClock.roundTrip,
      });
    },
  };
});
