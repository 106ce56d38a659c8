// What the pages of a participant say, in French.
import type { ParticipantWords } from '../participant';
import { count, share } from './numbers';
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
    line: 'L’hôte va bientôt lancer la partie…',
    youAre: 'Ce soir, vous êtes',
    elsewhere: 'Rejoindre une autre dégustation',
    atTheTable: (count) => (count === 1 ? 'Personne d’autre à table pour l’instant' : `${count} personnes à table`),
  },
  name: {
    label: 'Votre nom, si vous le souhaitez : les autres le voient, et il reste',
    add: 'Ajouter',
    refused: 'Quelqu’un porte déjà ce nom ici, ou ce ne peut être un nom. Essayez-en un autre.',
  },
  question: {
    recorded: 'Réponse enregistrée',
    sending: 'Envoi…',
    kept: 'Réponse gardée. Elle partira dès le retour du réseau.',
    pick: 'Touchez une réponse. Vous pouvez en changer tant que le temps court.',
    timeUp: 'Le temps est écoulé',
    pausedLine: 'L’hôte a mis la partie en pause. Rien n’est perdu.',
    added: (seconds) => `L’hôte a ajouté ${count(seconds, 'seconde', 'secondes')}.`,
  },
  reveal: {
    right: 'Bonne réponse !',
    wrong: 'Pas cette fois',
    none: 'Pas de réponse cette fois',
    missed: 'Votre dernier choix est arrivé trop tard.',
    yours: 'Votre réponse',
    gained: (points) => `+${points}`,
    share: (right, all) => share(right, all, 'a trouvé', 'ont trouvé'),
    total: 'Votre score',
    corrected: 'L’hôte a corrigé la réponse ; les points de chacun sont recomptés.',
  },
  skipped: 'L’hôte a retiré la question précédente.',
  yourPlace: 'Votre rang',
  seat: {
    keep: 'Garder ma place',
    explain:
      'Votre lien personnel vous ramène à votre place depuis n’importe quel appareil. Quiconque l’ouvre prend votre place.',
    inApp: (app) =>
      `Vous êtes dans ${app}, qui oublie cette page dès qu’on la ferme. Ouvrez votre lien personnel dans votre propre navigateur, ou gardez-le.`,
    link: 'Lien personnel',
    copy: 'Copier le lien personnel',
  },
});
