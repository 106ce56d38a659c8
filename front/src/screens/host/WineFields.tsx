// One wine of the form: five questions, each with its right answer and three wrong ones.
import { useState } from 'react';
import type { Category } from '../../protocol/Category';
import type { QuestionDraft } from '../../protocol/QuestionDraft';
import { Button } from '../../ui/Button';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';
import { withQuestion, type Bottle } from './draft';

const words = hostWords.form;
const LONGEST_ANSWER = 120;

interface Props {
  bottle: Bottle;
  /** Counted from 1, as people do. */
  number: number;
  alone: boolean;
  onChange: (bottle: Bottle) => void;
  onRemove: () => void;
}

export function WineFields({ bottle, number, alone, onChange, onRemove }: Props) {
  return (
    <section aria-label={words.wine(number)} className="grid gap-5 rounded-3xl border border-line bg-table p-4 sm:p-6">
      <div className="flex items-center justify-between gap-4">
        <h2 className="min-w-0 text-2xl">
          {words.wine(number)} <span className="ml-2 font-sans text-base font-normal text-faded">{bottle.name}</span>
        </h2>
        {!alone && (
          <Button look="bare" aria-label={words.removeWine(number)} onClick={onRemove} className="w-12 px-0 text-xl">
            ×
          </Button>
        )}
      </div>
      {bottle.questions.map((question, at) => (
        <Answers
          key={question.category}
          wine={number}
          question={question}
          onChange={(changed) => onChange(withQuestion(bottle, at, changed))}
        />
      ))}
    </section>
  );
}

interface AnswersProps {
  wine: number;
  question: QuestionDraft;
  onChange: (question: QuestionDraft) => void;
}

function Answers({ wine, question, onChange }: AnswersProps) {
  const { category, correctAnswer, distractors } = question;
  const name = sharedWords.categories[category as Category];
  const [left, setLeft] = useState(false);

  const withDistractor = (at: number, text: string) =>
    onChange({ ...question, distractors: distractors.map((one, place) => (place === at ? text : one)) });

  return (
    <fieldset className="grid min-w-0 gap-2 sm:grid-cols-[2fr_3fr] sm:gap-4" onBlur={() => setLeft(true)}>
      <legend className="mb-1 font-semibold">{name}</legend>
      <Field
        label={words.correct(wine, name)}
        hint={words.correctShort}
        value={correctAnswer}
        wrong={left && !correctAnswer.trim()}
        onChange={(text) => onChange({ ...question, correctAnswer: text })}
        className="border-good/60"
      />
      <div className="grid gap-2 sm:grid-cols-3">
        {distractors.map((text, at) => (
          <Field
            // They have no other identity than their place.
            key={at}
            label={words.distractor(wine, name, at + 1)}
            hint={at === 0 ? words.wrongShort : ''}
            value={text}
            wrong={left && !text.trim()}
            onChange={(changed) => withDistractor(at, changed)}
            className="border-line"
          />
        ))}
      </div>
    </fieldset>
  );
}

interface FieldProps {
  label: string;
  /** What those who see the whole group need; the label says it all. */
  hint: string;
  value: string;
  wrong: boolean;
  onChange: (text: string) => void;
  className: string;
}

function Field({ label, hint, value, wrong, onChange, className }: FieldProps) {
  return (
    <label className="grid min-w-0 grid-cols-1 content-end">
      <span className="sr-only">{label}</span>
      <span className={`text-xs whitespace-nowrap text-faded ${hint ? '' : 'hidden sm:block'}`} aria-hidden="true">
        {hint || '\u00a0'}
      </span>
      <input
        aria-label={label}
        aria-invalid={wrong || undefined}
        maxLength={LONGEST_ANSWER}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`w-full rounded-xl border bg-room px-3 py-2.5 aria-invalid:border-bad ${className}`}
      />
    </label>
  );
}
