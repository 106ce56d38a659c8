// The variants of the pages without a room: home, and the keeper's of the curated answers.
import type { useAdmin } from '../../src/room/admin';
import { catalogued } from './catalogued';
import type { Row, Rows } from './row';

export type AdminPlace = ReturnType<typeof useAdmin.getState>['at'];

const login = (more: Partial<Row> = {}): Row => ({ opens: '/admin', ...more });
const lists = (more: Partial<Row> = {}): Row => ({
  opens: '/admin',
  tab: { 'sommelierArena:adminSecret': 'changeme' },
  serves: {
    'GET /answers': catalogued.answers,
    'GET /suggestions': catalogued.suggestions,
    'DELETE /answers/color/Amber': { values: catalogued.answers.color.slice(1) },
  },
  ...more,
});

export const home = { plain: { opens: '/' } } satisfies Rows;

export const admin = {
  login: {
    plain: login(),
    unreachable: login({
      steps: [{ fill: '[name=password]', with: 'x' }, { press: '[type=submit]' }, { see: '[role=alert] p' }],
    }),
  },
  opening: { plain: lists({ serves: {}, steps: [{ see: '[role=alert]' }] }) },
  lists: {
    plain: lists({ steps: [{ see: 'nav' }] }),
    empty: lists({ steps: [{ see: 'nav' }, { press: 'nav button >> nth=1' }] }),
    deleted: lists({ steps: [{ see: 'nav' }, { press: 'main li button >> nth=0' }] }),
  },
} satisfies Record<AdminPlace, Rows>;
