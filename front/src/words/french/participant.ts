// What the pages of a participant say, in French.
import type { ParticipantWords } from '../participant';
import { rankNamed, share } from './numbers';
import { typeset } from './typeset';

export const fr = typeset<ParticipantWords>({
  join: {
    title: 'Rejoindre une dégustation',
    invitation: 'Saisissez le code affiché sur l’écran de l’hôte.',
    code: 'Code de la dégustation',
    join: 'Rejoindre',
    joining: 'Connexion…',
    back: (code) => `Retrouver ma place (${code})`,
    stranger: (id) =>
      `Ce lien est celui de ${id}. Si c’est vous, ouvrez votre lien personnel sur cet appareil ; sinon, prenez une nouvelle place.`,
  },
  choice: {
    title: 'Deux places, un seul navigateur',
    question: (mine, offered) => `Ici, vous êtes ${mine}. Ce lien est celui de ${offered}.`,
    unnamed: 'déjà à table',
    keep: (id) => `Rester ${id}`,
    take: (id) => `Devenir ${id}`,
    inTasting: (code) => `dégustation ${code}`,
  },
  elsewhere: { title: 'Votre place est ouverte ailleurs', here: 'Continuer sur cet appareil' },
  arriving: 'Nous cherchons votre place…',
  waiting: {
    title: 'En attente de l’hôte',
    line: 'La dégustation commencera dès que l’hôte la lancera…',
    youAre: 'Ce soir, vous êtes',
    elsewhere: 'Rejoindre une autre dégustation',
    atTheTable: (count) => (count === 1 ? 'Personne d’autre à table pour l’instant' : `${count} personnes à table`),
  },
  question: {
    recorded: 'Réponse enregistrée',
    sending: 'Envoi…',
    kept: 'Réponse gardée. Elle partira dès le retour du réseau.',
    pick: 'Touchez une réponse. Vous pouvez en changer tant que le temps court.',
    timeUp: 'Le temps est écoulé',
    pausedLine: 'L’hôte a mis la partie en pause. Rien n’est perdu.',
  },
  reveal: {
    right: 'Bonne réponse !',
    wrong: 'Pas cette fois',
    none: 'Pas de réponse cette fois',
    yours: 'Votre réponse',
    gained: (points) => `+${points}`,
    share: (right, all) => share(right, all, 'a trouvé', 'ont trouvé'),
    total: 'Votre score',
  },
  standings: {
    yourPlace: 'Votre rang',
    next: 'L’hôte va continuer dans un instant.',
    you: 'vous',
  },
  final: { another: 'Rejoindre une autre dégustation', place: (rank) => `Vous terminez au ${rankNamed(rank)} rang` },
  seat: {
    keep: 'Garder ma place',
    explain:
      'Votre lien personnel vous ramène à votre place depuis n’importe quel appareil. Quiconque l’ouvre prend votre place.',
    link: 'Lien personnel',
    copy: 'Copier le lien personnel',
    copied: 'Copié',
  },
});
