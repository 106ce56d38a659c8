// What a verb starts: nothing of it is given a secret that it was not meant for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../scripts/run.mjs';

const tell = [
  '--print',
  'JSON.stringify([process.env.ADMIN_SECRET, process.env.CLOUDFLARE_API_TOKEN, process.env.PLACE])',
];

test('a command gets the environment without its secrets, but for those that it is given', async () => {
  Object.assign(process.env, { ADMIN_SECRET: 'hush', CLOUDFLARE_API_TOKEN: 'hush', PLACE: 'cellar' });
  const seen = async (how) => JSON.parse((await run('node', tell, { quiet: true, ...how })).output);
  assert.deepEqual(await seen({}), [null, null, 'cellar']);
  assert.deepEqual(await seen({ env: { CLOUDFLARE_API_TOKEN: 'own' } }), [null, 'own', 'cellar']);
});
