// Wines that a tasting opens with when the curated answers cannot be had: real bottles, each with plausible wrong answers.
import type { Category } from '../protocol/Category';
import type { WineDraft } from '../protocol/WineDraft';
import { here } from './called';
import { categories } from './shelf';

/** The right answer first. */
type Answers = [string, string, string, string];

const bottles: Record<Category, Answers>[] = [
  {
    color: ['Red', 'White', 'Rosé', 'Orange'],
    region: ['Chianti Classico', 'Barolo', 'Etna', 'Valpolicella'],
    grape_variety: ['Sangiovese', 'Nebbiolo', 'Barbera', 'Aglianico'],
    vintage_year: ['2019', '2016', '2018', '2021'],
    wine_name: [
      'Fontodi Filetta di Lamole',
      'Produttori del Barbaresco',
      'Vietti Castiglione',
      'Biondi-Santi Brunello',
    ],
  },
  {
    color: ['White', 'Red', 'Rosé', 'Orange'],
    region: ['Sancerre', 'Chablis', 'Alsace', 'Muscadet'],
    grape_variety: ['Sauvignon Blanc', 'Chardonnay', 'Chenin Blanc', 'Riesling'],
    vintage_year: ['2022', '2020', '2021', '2023'],
    wine_name: ['Vacheron Sancerre', 'Dauvissat La Forest', 'Trimbach Clos Sainte Hune', 'Huet Le Mont'],
  },
  {
    color: ['Red', 'Orange', 'White', 'Rosé'],
    region: ['Barolo', 'Montalcino', 'Taurasi', 'Etna'],
    grape_variety: ['Nebbiolo', 'Nerello Mascalese', 'Barbera', 'Sangiovese'],
    vintage_year: ['2017', '2013', '2015', '2018'],
    wine_name: ['Vietti Castiglione', 'Castello di Ama San Lorenzo', 'Tignanello', 'Mastroberardino Radici'],
  },
  {
    color: ['White', 'Orange', 'Red', 'Rosé'],
    region: ['Mosel', 'Rheingau', 'Pfalz', 'Nahe'],
    grape_variety: ['Riesling', 'Sylvaner', 'Pinot Blanc', 'Scheurebe'],
    vintage_year: ['2018', '2015', '2019', '2021'],
    wine_name: ['J.J. Prüm Wehlener Sonnenuhr', 'Dönnhoff Hermannshöhle', 'Robert Weil Gräfenberg', 'Keller Abtserde'],
  },
  {
    color: ['Red', 'Rosé', 'Orange', 'White'],
    region: ['Hermitage', 'Châteauneuf-du-Pape', 'Bandol', 'Cahors'],
    grape_variety: ['Syrah', 'Grenache', 'Cabernet Sauvignon', 'Malbec'],
    vintage_year: ['2015', '2010', '2012', '2017'],
    wine_name: ['Jaboulet La Chapelle', 'Château Rayas', 'Château Latour', 'Domaine de la Romanée-Conti La Tâche'],
  },
  {
    color: ['Rosé', 'Red', 'White', 'Orange'],
    region: ['Bandol', 'Tavel', 'Anjou', 'Sancerre'],
    grape_variety: ['Mourvèdre', 'Syrah', 'Pinot Noir', 'Gamay'],
    vintage_year: ['2021', '2019', '2022', '2023'],
    wine_name: ['Domaine Tempier Rosé', 'Château Simone Rosé', 'Domaine Ott Clos Mireille', 'Château d’Esclans Garrus'],
  },
];

export const samples: WineDraft[] = bottles.map((bottle) => ({
  name: bottle.wine_name[0],
  questions: categories.map((category) => {
    const [correctAnswer = '', ...distractors] = bottle[category].map(here.called);
    return { category, correctAnswer, distractors };
  }),
}));
