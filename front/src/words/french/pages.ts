// What the static pages say themselves, in French.
import type { PagesWords } from '../pages';
import { typeset } from './typeset';

export const fr = typeset<PagesWords>({
  home: {
    title: 'Sommelier Arena',
    description:
      'Un quiz de dégustation à l’aveugle, en direct : l’hôte sert, les téléphones répondent, toute la table suit le classement.',
    lead: 'Une dégustation à l’aveugle pour toute la table. L’un sert, tous devinent, chacun sur son téléphone.',
    join: 'Je participe',
    host: 'Je suis l’hôte',
    free: 'Sans compte, sans application, rien à installer.',
  },
  play: {
    title: 'Participer · Sommelier Arena',
    description: 'Rejoignez une dégustation à l’aveugle en direct grâce à son code.',
  },
  host: { title: 'Hôte · Sommelier Arena', description: 'Préparez une dégustation à l’aveugle et menez-la.' },
  screen: {
    title: 'Grand écran · Sommelier Arena',
    description: 'Une dégustation à l’aveugle que toute la salle peut suivre.',
  },
  admin: { title: 'Administration · Sommelier Arena', description: 'Tenir à jour les listes de réponses.' },
  slow: 'Toujours en route. Le réseau est peut-être lent, ou bloque les scripts.',
  again: 'Réessayer',
  needsScript: 'Sommelier Arena a besoin de JavaScript : tout se joue en direct.',
});
