// Wines that a new tasting opens with: real bottles, each with plausible wrong answers.
import type { Category } from '../protocol/Category';
import type { WineDraft } from '../protocol/WineDraft';

/** The order in which every wine is asked about. */
export const categories: Category[] = ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'];

/** The right answer first. */
type Answers = [string, string, string, string];

const samples: Record<Category, Answers>[] = [
  {
    color: ['Ruby red', 'Deep purple', 'Pale garnet', 'Salmon pink'],
    region: ['Chianti Classico', 'Barolo', 'Rioja', 'Bandol'],
    grape_variety: ['Sangiovese', 'Nebbiolo', 'Tempranillo', 'Mourvèdre'],
    vintage_year: ['2019', '2016', '2018', '2021'],
    wine_name: ['Castello di Ama San Lorenzo', 'Fontodi Filetta', 'Isole e Olena Cepparello', 'Felsina Rancia'],
  },
  {
    color: ['Pale lemon', 'Deep gold', 'Water white', 'Amber'],
    region: ['Sancerre', 'Chablis', 'Marlborough', 'Rueda'],
    grape_variety: ['Sauvignon Blanc', 'Chardonnay', 'Verdejo', 'Riesling'],
    vintage_year: ['2022', '2020', '2021', '2023'],
    wine_name: ['Vacheron Sancerre', 'Cloudy Bay', 'Dauvissat La Forest', 'Didier Dagueneau Silex'],
  },
  {
    color: ['Pale garnet', 'Inky purple', 'Ruby red', 'Brick orange'],
    region: ['Barolo', 'Burgundy', 'Etna', 'Brunello di Montalcino'],
    grape_variety: ['Nebbiolo', 'Pinot Noir', 'Nerello Mascalese', 'Barbera'],
    vintage_year: ['2017', '2013', '2015', '2018'],
    wine_name: ['Vietti Castiglione', 'Produttori del Barbaresco', 'Gaja Sperss', 'Bruno Giacosa Falletto'],
  },
  {
    color: ['Medium gold', 'Pale green', 'Lemon', 'Onion skin'],
    region: ['Mosel', 'Alsace', 'Wachau', 'Clare Valley'],
    grape_variety: ['Riesling', 'Gewürztraminer', 'Grüner Veltliner', 'Chenin Blanc'],
    vintage_year: ['2018', '2015', '2019', '2021'],
    wine_name: [
      'J.J. Prüm Wehlener Sonnenuhr',
      'Trimbach Clos Sainte Hune',
      'F.X. Pichler Kellerberg',
      'Grosset Polish Hill',
    ],
  },
  {
    color: ['Deep purple', 'Pale ruby', 'Garnet', 'Tawny'],
    region: ['Northern Rhône', 'Barossa Valley', 'Priorat', 'Bordeaux'],
    grape_variety: ['Syrah', 'Grenache', 'Cabernet Sauvignon', 'Malbec'],
    vintage_year: ['2015', '2010', '2012', '2017'],
    wine_name: ['Jaboulet La Chapelle', 'Guigal La Mouline', 'Penfolds Grange', 'Clos Mogador'],
  },
  {
    color: ['Salmon pink', 'Cherry red', 'Onion skin', 'Pale lemon'],
    region: ['Bandol', 'Tavel', 'Côtes de Provence', 'Navarra'],
    grape_variety: ['Mourvèdre', 'Cinsault', 'Syrah', 'Garnacha'],
    vintage_year: ['2021', '2019', '2022', '2023'],
    wine_name: ['Domaine Tempier Rosé', 'Château Simone Rosé', 'Domaine Ott Clos Mireille', 'Château d’Esclans Garrus'],
  },
];

/** The sample for the wine at this place, in rotation. */
export function sampleWine(at: number): WineDraft {
  const sample = samples[at % samples.length] as Record<Category, Answers>;
  return {
    name: sample.wine_name[0],
    questions: categories.map((category) => {
      const [correctAnswer, ...distractors] = sample[category];
      return { category, correctAnswer, distractors };
    }),
  };
}
