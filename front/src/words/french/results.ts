// What a participant reads from the first standings on, in French.
import type { ResultsWords } from '../results';
import { rankNamed } from './numbers';
import { typeset } from './typeset';

export const fr = typeset<ResultsWords>({
  standings: {
    moved: (from, to) => `Du ${rankNamed(from)} au ${rankNamed(to)} rang`,
    stayed: 'Sans changement',
    next: 'L’hôte va continuer dans un instant.',
  },
  final: {
    another: 'Rejoindre une autre dégustation',
    place: (rank) => `Vous terminez au ${rankNamed(rank)} rang`,
    shared: (rank) => `Vous terminez au ${rankNamed(rank)} rang, à égalité`,
  },
  review: {
    title: 'Votre soirée',
    nothing: 'Il n’y a rien à revoir.',
    wine: (wine) => `Vin ${wine}`,
    unseen: (question) => `La question ${question} s’est jouée en l’absence de cet appareil.`,
    mine: (answer) => `Vous avez répondu : ${answer}`,
    yours: 'Votre réponse',
    none: 'Vous n’avez pas répondu',
    skipped: 'L’hôte a retiré cette question',
  },
});
