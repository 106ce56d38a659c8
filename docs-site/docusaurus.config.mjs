// The documentation: Markdown pages, a search that needs no service, diagrams drawn by the theme.

import lighter, { bringsCode } from './src/lighter.mjs';
import page from './src/page.mjs';

// Where it is deployed; `npm run deploy` says so. Paths are the same there and behind the proxy.
const url = process.env.DOCS_URL || 'https://sommelier-arena-docs.pages.dev';

/** @type {import('@docusaurus/types').Config} */
export default {
  title: 'Sommelier Arena',
  tagline: 'A live blind-tasting quiz',
  favicon: 'img/logo.svg',
  url,
  baseUrl: '/docs/',
  ssrTemplate: page,
  // It would come before the program has.
  baseUrlIssueBanner: false,
  // The faster bundler's lock file leaves out the other systems' binaries, and `npm ci` fails on it.
  future: { v4: true, faster: false },
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  markdown: {
    format: 'detect',
    mermaid: true,
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
  },
  plugins: [lighter],
  themes: [
    '@docusaurus/theme-mermaid',
    ['@easyops-cn/docusaurus-search-local', { hashed: true, indexBlog: false, docsRouteBasePath: '/' }],
  ],
  presets: [
    [
      'classic',
      {
        docs: { routeBasePath: '/', sidebarPath: './sidebars.mjs', breadcrumbs: false, remarkPlugins: [bringsCode] },
        blog: false,
        theme: { customCss: './src/css/theme.css' },
      },
    ],
  ],
  themeConfig: {
    image: 'img/evening.png',
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'Sommelier Arena',
      logo: { alt: '', src: 'img/logo.svg' },
    },
    mermaid: { theme: { light: 'neutral', dark: 'dark' } },
    prism: { additionalLanguages: ['bash', 'json', 'rust', 'toml'] },
  },
};
