// Builds the documentation, if it is not built from just these sources.
import { buildDocs } from '../../scripts/docs.mjs';
import { stop } from '../../scripts/run.mjs';

const { code, output } = await buildDocs({ quiet: true });
if (code !== 0) stop(`${output}\n\nThe documentation could not be built: see the lines above.`);
