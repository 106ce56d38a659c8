// What a page makes its reader fetch and wait for: Preact in React's place, code's colours only where there is code, no pages ahead of time.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);
const preact = dirname(require.resolve('preact/compat/package.json'));
/** With this the theme colours code on every page; `code.js` does it where it is needed. */
const everywhere = require.resolve('@docusaurus/theme-classic/lib/prism-include-languages');

/** @returns {import('@docusaurus/types').Plugin} */
export default function lighter() {
  return {
    name: 'lighter',
    getClientModules: () => [require.resolve('./events.js')],
    configureWebpack: ({ mode }, isServer, { currentBundler }) => {
      const alias = { [everywhere]: false };
      // The pages are written by React, and `npm run docs` reloads them with its tools.
      if (isServer || mode !== 'production') return { resolve: { alias } };
      const { NormalModuleReplacementPlugin } = currentBundler.instance;
      const docs = {
        test: /node_modules\/@docusaurus\/(theme-classic|plugin-content-docs)/,
        name: 'docs',
        chunks: 'async',
        enforce: true,
        priority: 44,
      };
      const code = { test: /prism|CodeBlock/, name: 'code', chunks: 'async', enforce: true, priority: 45 };
      return {
        resolve: { alias: { ...alias, react: preact, 'react-dom': preact } },
        plugins: [
          new NormalModuleReplacementPlugin(/^\.\/docusaurus$/, require.resolve('./docusaurus.js')),
          new NormalModuleReplacementPlugin(/^\.\/preload$/, require.resolve('./preload.js')),
          new NormalModuleReplacementPlugin(/utils\/reactUtils$/, require.resolve('./react-utils.js')),
        ],
        // What every page of the docs needs is one file; what some or their diagrams share is not, under no name, another.
        optimization: { splitChunks: { cacheGroups: { common: { name: false }, docs, code } } },
      };
    },
  };
}

/** A page with a block of code imports what shows it. */
export function bringsCode() {
  return (tree) => {
    if (!hasCode(tree)) return;
    const source = { type: 'Literal', value: '@site/src/code.js' };
    const body = [{ type: 'ImportDeclaration', specifiers: [], attributes: [], source }];
    const estree = { type: 'Program', sourceType: 'module', body };
    tree.children.unshift({ type: 'mdxjsEsm', value: '', data: { estree } });
  };
}

function hasCode({ type, children = [] }) {
  return type === 'code' || children.some(hasCode);
}
