// What the big screen says, in French.
import type { ScreenWords } from '../screen';
import { count, form } from './numbers';
import { typeset } from './typeset';

export const fr = typeset<ScreenWords>({
  arriving: 'Recherche de la dégustation…',
  unlinked: {
    title: 'Le grand écran',
    line: 'Sur la page de l’hôte, ouvrez « Grand écran » (pendant la partie, sous « Plus »), puis ouvrez ici le lien proposé.',
  },
  refused: {
    title: 'Ce lien ne fonctionne plus',
    line: 'L’hôte en a créé un nouveau. Demandez-le-lui et ouvrez-le ici.',
  },
  gone: {
    title: 'Cette dégustation n’existe plus',
    line: 'Ce code ne mène plus à rien. Demandez un nouveau lien à l’hôte.',
  },
  fullScreen: 'Plein écran (F)',
  lobby: {
    title: 'Prenez place',
    how: 'Scannez le code avec votre téléphone, ou ouvrez l’adresse et saisissez les quatre chiffres.',
    closed: 'Les portes sont fermées',
    back: 'Plus personne ne peut entrer. Qui a sa place la garde, et revient par le même code.',
    nobody: 'Personne n’est encore là.',
    atTheTable: (people) => `${people} à table`,
    latest: (listed) => `Les ${listed} derniers arrivés`,
  },
  join: {
    at: 'Pour participer',
    scan: 'Scannez pour participer',
    code: (code) => `Code de la dégustation : ${code.split('').join(' ')}`,
  },
  question: {
    of: (all) => `sur ${all}`,
    answered: (answered) => form(answered, 'a répondu', 'ont répondu'),
    everybody: 'Tout le monde a répondu',
    away: (people) => count(people, 'absent', 'absents'),
    paused: 'Le chronomètre est arrêté.',
    timeUp: 'Le temps est écoulé',
  },
  reveal: {
    right: (right, all) => `sur ${all} ${form(right, 'a trouvé', 'ont trouvé')}`,
    nobody: 'Personne n’a répondu',
    corrected: 'L’hôte a corrigé la réponse',
    share: (percent) => `${percent}\u00a0%`,
  },
  theWine: 'Dans le verre',
});
