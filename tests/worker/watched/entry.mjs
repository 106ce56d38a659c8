// The Worker as built, and a line in the log for each data point that it hands to the dataset, whose local stand-in keeps none. Nothing of this ships.
import worker, * as built from '../../../entry.mjs';

const noted = (dataset) => ({
  writeDataPoint(point) {
    console.log(JSON.stringify({ event: 'point', ...point }));
    dataset.writeDataPoint(point);
  },
});

export class GameSession extends built.GameSession {
  constructor(ctx, env) {
    super(ctx, { ...env, COUNTS: noted(env.COUNTS) });
  }
}

export class HostIndex extends built.HostIndex {
  constructor(ctx, env) {
    super(ctx, { ...env, COUNTS: noted(env.COUNTS) });
  }
}

export default worker;
