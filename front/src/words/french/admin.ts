// What the admin's page says, in French.
import type { AdminWords } from '../admin';
import { count, form } from './numbers';
import { typeset } from './typeset';

const values = (many: number) => count(many, 'valeur', 'valeurs');

const rest: Record<string, string | undefined> = {
  ALREADY_EXISTS: 'Cette valeur existe déjà dans la liste.',
  NOT_FOUND: 'Cette valeur n’est plus dans la liste.',
  LIST_FULL: 'Cette liste est pleine.',
  INVALID_VALUE: 'Une valeur est un texte court, sans saut de ligne ni caractère de contrôle.',
  MESSAGE_TOO_LARGE: 'C’est trop de texte en une fois.',
  BAD_MESSAGE: 'Le serveur des réponses n’a pas compris cette page. Rechargez-la.',
  NO_ADMIN_SECRET: 'Le serveur des réponses n’a pas de secret d’administration valable : réglez ADMIN_SECRET.',
  RATE_LIMITED: 'C’est assez pour aujourd’hui. Revenez demain.',
  STORAGE: 'L’enregistrement a échoué, et rien n’a changé. Réessayez.',
};

export const fr = typeset<AdminWords>({
  secret: 'Secret d’administration',
  invitation: 'Pour qui tient les listes de réponses en bon état.',
  show: 'Afficher',
  hide: 'Masquer',
  login: 'Se connecter',
  checking: 'Vérification…',
  loginTitle: 'Administration',
  retry: 'Réessayer',
  opening: 'Ouverture des listes…',

  title: 'Réponses sur les vins',
  subtitle: 'Ce que le formulaire d’un hôte propose pendant la saisie.',
  logout: 'Se déconnecter',
  categories: 'Catégories',
  values,
  valuesOnly: (many) => form(many, 'valeur', 'valeurs'),
  suggested: (many) => count(many, 'proposition', 'propositions'),

  newValue: (category) => `Nouvelle valeur : ${category}`,
  add: 'Ajouter',
  filter: 'Filtrer',
  shownOf: (shown, all) => `${count(shown, 'valeur affichée', 'valeurs affichées')} sur ${all}`,
  nothingShown: (wanted) => `Aucune valeur de cette liste ne contient « ${wanted} ».`,
  noValues: 'Cette liste est vide. Saisissez une valeur ci-dessus, ou importez un fichier.',
  remove: (value) => `Supprimer ${value}`,
  removeSign: '×',
  list: (category) => `Valeurs : ${category}`,

  suggestions: 'Proposées par les hôtes',
  suggestionsLine: 'Personne d’autre ne les voit tant que vous ne les avez pas acceptées.',
  day: (at) => at.toLocaleDateString('fr', { dateStyle: 'medium' }),
  accept: 'Accepter',
  acceptNamed: (value) => `Accepter ${value}`,
  drop: 'Écarter',
  dropNamed: (value) => `Écarter ${value}`,

  exportOne: 'Exporter cette liste',
  exportAll: 'Tout exporter',
  import: 'Importer…',
  importField: 'Importer un fichier',
  file: 'Dans le fichier',
  fileLine: (many, fresh, gone) =>
    `${values(many)} : ${count(fresh, 'nouvelle', 'nouvelles')}, ${count(gone, 'de la liste absente', 'de la liste absentes')} du fichier`,
  merge: (fresh) => `Ajouter ${count(fresh, 'nouvelle valeur', 'nouvelles valeurs')}`,
  replaceList: 'Remplacer…',
  cancel: 'Annuler',
  writing: 'Enregistrement…',
  askReplace: (lists) => `Remplacer ${count(lists, 'liste', 'listes')} ?`,
  askReplaceLine: (category, many, gone, fresh) =>
    `${category} : la liste devient celle du fichier, ${values(many)}, dont ${count(fresh, 'nouvelle', 'nouvelles')} ; ${count(gone, 'disparaît', 'disparaissent')}.`,
  yesReplace: 'Remplacer',
  noReplace: 'Laisser telle quelle',

  broken:
    'Une partie de cette liste est illisible. Le reste est affiché ici, et rien ne change tant qu’elle n’est pas remplacée.',
  replaceBroken: (many) =>
    many > 0 ? `La remplacer par ce qui est affiché (${values(many)})…` : 'La remplacer par une liste vide…',
  askBroken: (category) => `Remplacer la liste enregistrée (${category}) ?`,
  askBrokenLine: (many) =>
    `${many > 0 ? `La liste se réduira à ce qui est affiché ici : ${values(many)}.` : 'La liste sera vide.'} Ce qui est enregistré aujourd’hui est mis de côté sur le serveur.`,

  news: {
    added: (value) => `« ${value} » est dans la liste.`,
    accepted: (value) => `« ${value} » entre dans la liste.`,
    undone: (value) => `« ${value} » est de retour.`,
    merged: (category, added, skipped) =>
      `${category} : ${count(added, 'ajoutée', 'ajoutées')}, ${count(skipped, 'déjà présente', 'déjà présentes')}.`,
    replaced: (category, many) => `${category} : la liste est remplacée et compte ${values(many)}.`,
  },
  deleted: (value) => `« ${value} » est supprimé.`,
  dropped: (value) => `« ${value} » est écarté.`,
  andBefore: (many) => `Et ${count(many, 'autre', 'autres')} avant cela.`,
  undo: 'Récupérer',
  undoKeys: 'Ctrl+Z',
  close: 'Fermer',

  quoted: (value) => `« ${value} »`,
  exists: (value) => `« ${value} » existe déjà.`,
  existsAs: (value, as) => `« ${value} » existe déjà, sous la forme « ${as} ».`,
  notAdded: (what) => `Pas d’ajout : ${what}.`,
  notRemoved: (what) => `Pas de suppression, et de retour dans la liste : ${what}.`,
  notDropped: (what) => `Pas écarté : ${what}.`,
  notOffered: (what) => `Pas récupéré : ${what}.`,
  notWritten: 'Rien n’a été repris du fichier.',
  notReplaced: (what) => `Pas de remplacement : ${what}.`,
  faults: {
    json: () => 'Ce fichier n’est pas du JSON.',
    shape: () => 'Le fichier doit contenir un tableau de textes, ou un objet avec un tableau par catégorie.',
    nothing: () => 'Ce fichier ne contient aucune liste.',
    size: () => 'Ce fichier dépasse 1 Mio, ce qu’aucune liste n’atteint.',
    category: (path) =>
      `« ${path} » n’est pas une catégorie. Les catégories sont color, region, grape_variety, vintage_year et wine_name.`,
    list: (path) => `${path} : un tableau de textes est attendu.`,
    text: (path) => `${path} : un texte est attendu.`,
  },

  refusals: {
    wrong: 'Ce n’est pas le secret d’administration.',
    expired: 'Le secret n’est plus accepté. Connectez-vous de nouveau.',
    expiredMidway:
      'Le secret n’est plus accepté. Connectez-vous de nouveau : ce qui n’est pas encore enregistré le sera alors.',
    wait: (seconds) =>
      `Trop d’essais. Attendez ${seconds ? count(seconds, 'seconde', 'secondes') : 'une minute'} et réessayez.`,
    unreachable: (address) => `Le serveur des réponses est injoignable à l’adresse ${address}. Vérifiez qu’il tourne.`,
    broken: 'La liste doit d’abord être remplacée.',
    stranger: (address, origin) =>
      `Le serveur des réponses (${address}) ne connaît pas cette page. Ajoutez ${origin} à ses ALLOWED_ORIGINS.`,
    rest: (code) => rest[code] ?? 'Le serveur des réponses n’a pas pu le faire. Réessayez dans un instant.',
  },
});
