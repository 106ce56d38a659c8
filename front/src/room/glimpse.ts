// What a room holds, read by its host in passing: a line that is closed as soon as the room has said it.
import type { CreateSession } from '../protocol/CreateSession';
import type { HostSnapshot } from '../protocol/HostSnapshot';
import type { Answer, Host } from './api';
import { connect } from './connection';
import { troubleOfClose } from './trouble';

const PATIENCE_MS = 10_000;

/** The tasting as it could be laid once more. */
export function tastingIn(code: string, host: Host): Promise<Answer<CreateSession>> {
  return new Promise((resolve) => {
    const late = setTimeout(() => settle({ ok: false, trouble: 'UNREACHABLE' }), PATIENCE_MS);
    const line = connect(code, {
      proof: () => ({ type: 'rejoin_host', ...host }),
      answersProof: () => false,
      hear: (said) => {
        if (said.type === 'host:state_snapshot') settle({ ok: true, value: laidAgain(said) });
        if (said.type === 'error') settle({ ok: false, trouble: said.code });
      },
      line: () => undefined,
      closed: (why) => settle({ ok: false, trouble: troubleOfClose(why) }),
      roundTrip: () => undefined,
    });
    function settle(answer: Answer<CreateSession>) {
      clearTimeout(late);
      line.close();
      resolve(answer);
    }
  });
}

function laidAgain({ title, wines, timerSeconds, allowNames, autoReveal }: HostSnapshot): CreateSession {
  // A title that only fell back to the first wine's name is no title of its own.
  return { ...(title !== wines[0]?.name && { title }), wines, timerSeconds, allowNames, autoReveal };
}
