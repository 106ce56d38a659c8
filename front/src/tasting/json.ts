// A tasting out of JSON: the body of `POST /sessions`, whatever else stands beside it.
import { faulty, makeChecker, type Checker, type ReadTasting } from './rules';
import type { WineDraft } from '../protocol/WineDraft';
import { categories } from './shelf';

export function readJson(text: string): ReadTasting {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    return faulty({ rule: 'notJson', text: error instanceof Error ? error.message : '' });
  }
  if (!isObject(said)) return faulty({ rule: 'notObject' });
  const check = makeChecker();
  const title = check.title(said.title, { path: 'title' });
  const timerSeconds = check.timer(said.timerSeconds, { path: 'timerSeconds' });
  const listed = listAt(check, said.wines, 'wines');
  if (listed) check.count(listed.length, { path: 'wines' });
  const wines = (listed ?? []).map((wine, at) => readWine(check, wine, `wines[${at}]`));
  return check.done({ title, timerSeconds, wines });
}

function readWine(check: Checker, said: unknown, path: string): WineDraft {
  if (!isObject(said)) {
    check.fault({ path }, 'notObject');
    return { name: '', questions: [] };
  }
  const name = check.text(said.name, { path: `${path}.name` });
  const listed = listAt(check, said.questions, `${path}.questions`) ?? [];
  if (Array.isArray(said.questions) && listed.length !== categories.length) {
    check.fault({ path: `${path}.questions` }, 'fiveQuestions', String(listed.length));
  }
  const questions = listed.slice(0, categories.length).map((question, at) => {
    const here = `${path}.questions[${at}]`;
    if (!isObject(question)) {
      check.fault({ path: here }, 'notObject');
      return { category: '', correctAnswer: '', distractors: [] };
    }
    const category = categories[at] ?? '';
    if (question.category !== category) check.fault({ path: `${here}.category` }, 'wrongCategory', category);
    const wrong = listAt(check, question.distractors, `${here}.distractors`) ?? [];
    if (Array.isArray(question.distractors) && wrong.length !== 3) {
      check.fault({ path: `${here}.distractors` }, 'threeDistractors', String(wrong.length));
    }
    const places = [
      { path: `${here}.correctAnswer` },
      ...wrong.map((_, nth) => ({ path: `${here}.distractors[${nth}]` })),
    ];
    const texts = [question.correctAnswer, ...wrong].map((one, nth) => check.text(one, places[nth] ?? {}));
    check.options(texts, places);
    const [correctAnswer = '', ...distractors] = texts;
    return { category, correctAnswer, distractors };
  });
  return { name, questions };
}

function listAt(check: Checker, said: unknown, path: string): unknown[] | undefined {
  if (Array.isArray(said)) return said as unknown[];
  check.fault({ path }, said === undefined ? 'empty' : 'notList');
  return undefined;
}

const isObject = (said: unknown): said is Record<string, unknown> =>
  typeof said === 'object' && said !== null && !Array.isArray(said);
