// Serves the documentation as it is deployed, built if it is not: `node tests/e2e/docs.mjs 4425`.
import { buildDocs } from '../../scripts/docs.mjs';
import { start, stop } from '../../scripts/run.mjs';

const { code, output } = await buildDocs({ quiet: true });
if (code !== 0) stop(`${output}\n\nThe documentation could not be built: see the lines above.`);
start('node', ['tests/e2e/pages.mjs', 'docs-site/build', process.argv[2]]);
