// How French counts: none and one are singular, the first is « 1er », the others « 2e », « 3e ».

const cardinals = new Intl.PluralRules('fr');
const ordinals = new Intl.PluralRules('fr', { type: 'ordinal' });

export const form = (many: number, one: string, more: string) => (cardinals.select(many) === 'one' ? one : more);

export const count = (many: number, one: string, more: string) => `${many} ${form(many, one, more)}`;

/** « 1 sur 3 a trouvé », « 2 sur 3 ont trouvé ». */
export const share = (part: number, all: number, one: string, more: string) =>
  `${part} sur ${all} ${form(part, one, more)}`;

export const rankNamed = (rank: number) => `${rank}${ordinals.select(rank) === 'one' ? 'er' : 'e'}`;
