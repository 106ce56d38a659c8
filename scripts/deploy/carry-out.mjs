// Does the steps of a plan, in their order and no others. Whatever fails, the same command may be run again.

/** Cloudflare gave a project another address than planned: what follows has to be planned anew. */
export class Moved extends Error {}

/**
 * @param {import('./plan.mjs').Step[]} steps
 * @param {{ act: (step: import('./plan.mjs').Step) => Promise<{ address: string } | undefined> }} account
 * @param {(step: import('./plan.mjs').Step) => void} tell
 */
export async function carryOut(steps, account, tell = () => {}) {
  for (const step of steps) {
    tell(step);
    const made = await account.act(step);
    if (made && made.address !== step.address) throw new Moved(made.address);
  }
}
