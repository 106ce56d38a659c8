// What the admin is told about what did not work, in a sentence.
import type { Trouble } from '../../room/admin';
import type { Change } from '../../room/adminBook';
import type { Refusal } from '../../room/adminCalls';
import { answersServer } from '../../room/server';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';

export function refusalInWords({ code, message, seconds }: Refusal): string {
  switch (code) {
    case 'UNAUTHORIZED':
      return words.refusals.wrong;
    case 'EXPIRED':
      return words.refusals.expired;
    case 'EXPIRED_MIDWAY':
      return words.refusals.expiredMidway;
    case 'RATE_LIMITED':
      return seconds && seconds > 2 * 60 ? words.refusals.rest(code, message) : words.refusals.wait(seconds);
    case 'UNREACHABLE':
      return words.refusals.unreachable(answersServer().http);
    case 'CORRUPT_LIST':
      return words.refusals.broken;
    case 'FORBIDDEN_ORIGIN':
      return words.refusals.stranger(answersServer().http, window.location.origin);
    default:
      return words.refusals.rest(code, message);
  }
}

export function troubleInWords(trouble: Trouble): string {
  switch (trouble.was) {
    case 'exists':
      return trouble.as === undefined || trouble.as === trouble.value
        ? words.exists(trouble.value)
        : words.existsAs(trouble.value, trouble.as);
    case 'unread':
      return words.faults[trouble.fault.rule]('path' in trouble.fault ? trouble.fault.path : '');
    case 'refused':
      return [...new Set(groups(trouble.changes)), refusalInWords(trouble.refusal)].join(' ');
    default:
      trouble satisfies never;
      return '';
  }
}

const kinds = {
  add: words.notAdded,
  remove: words.notRemoved,
  drop: words.notDropped,
  offer: words.notOffered,
};

/** One sentence for each kind of change, with the values that it was about. */
function groups(changes: Change[]): string[] {
  const named = Object.entries(kinds).map(([does, say]) => {
    const about = changes.flatMap((change) => (change.does === does && 'value' in change ? [change.value] : []));
    return about.length > 0 ? say(about.map(words.quoted).join(', ')) : '';
  });
  const replaced = changes.flatMap((change) =>
    change.does === 'replace' ? [sharedWords.categories[change.category]] : [],
  );
  return [
    ...named,
    replaced.length > 0 ? words.notReplaced(replaced.join(', ')) : '',
    changes.some(({ does }) => does === 'merge') ? words.notWritten : '',
  ].filter(Boolean);
}
