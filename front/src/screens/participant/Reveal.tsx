// The answer: right or not, what it brought, and how the table voted.
import { useEffect } from 'react';
import type { ParticipantScreen } from '../../room/reduceParticipant';
import { chime } from '../../room/sound';
import { Heading } from '../../ui/Heading';
import { RevealedOptions, tally } from '../../ui/RevealedOptions';
import { sharedWords } from '../../words/shared';
import { participantWords } from '../../words/participant';

const words = participantWords.reveal;

export function Reveal({ question, recorded, missed, reveal }: Extract<ParticipantScreen, { at: 'reveal' }>) {
  const right = recorded === reveal.correctOptionId;
  const points = reveal.myPoints ?? 0;
  const share = tally(reveal);
  useEffect(() => chime(right), [right]);
  return (
    <div className="grid animate-rise gap-5 py-4">
      <div className="text-center">
        <Heading className={`text-4xl ${right ? 'text-good' : ''}`}>
          {right ? words.right : recorded ? words.wrong : words.none}
        </Heading>
        <p role="status" className="mt-1 text-gold">
          {reveal.corrected && words.corrected}
        </p>
        {missed && <p className="mt-1 text-faded">{words.missed}</p>}
        {points > 0 && <p className="mt-1 text-2xl font-semibold text-gold">{words.gained(points)}</p>}
      </div>
      <h2 className="text-lg text-faded">{sharedWords.questions[question.category]}</h2>
      <RevealedOptions question={question} reveal={reveal} mine={{ optionId: recorded, label: words.yours }} />
      <p className="text-center text-faded">{words.share(share.right, share.all)}</p>
    </div>
  );
}
