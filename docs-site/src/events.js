// The search box's own events also look for this one, which React's events have and Preact's lack.
import { options } from 'preact';

const { event: before } = options;
options.event = (event) => {
  const seen = before ? before(event) : event;
  seen.isImmediatePropagationStopped ??= () => false;
  return seen;
};
