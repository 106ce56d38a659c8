// The rooms in a process that is killed and started again, on a disk of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../served.mjs';
import { configure } from '../support.mjs';

export async function makeRooms() {
  const disk = mkdtempSync(join(tmpdir(), 'rooms-'));
  const served = await serve(configure('restart'), disk);
  return Object.assign(served, {
    /** What anyone may know of a room; asking wakes it, and makes it do nothing. */
    glance: async (code) => (await fetch(`${served.url}/parties/main/${code}`)).json(),
    async remove() {
      await served.end();
      rmSync(disk, { recursive: true, force: true });
    },
  });
}
