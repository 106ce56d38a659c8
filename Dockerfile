# The images of docker-compose.yml, a target each. What they are made of is pinned here, by version, and in the lock files.

FROM rust:1.91.0-slim-bookworm AS rust

# The packages of the root and of the pages, as a verb would install them.
FROM node:22.21.1-bookworm AS source
WORKDIR /arena
COPY package.json package-lock.json ./
COPY front/package.json front/
RUN npm install --no-save --no-audit --no-fund --loglevel=error
COPY . .

FROM source AS workers
ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:$PATH
COPY --from=rust /usr/local/rustup /usr/local/rustup
COPY --from=rust /usr/local/cargo /usr/local/cargo
# Built here once, so that nothing is built when a container starts.
RUN node scripts/build.mjs --worker . \
  && node scripts/build.mjs --worker wine-answers-worker \
  && sed -i '/^\[build\]$/,/^$/d' wrangler.toml wine-answers-worker/wrangler.toml

# A Worker in the runtime that Cloudflare uses, with its settings from the environment and its data in /state.
FROM node:22.21.1-bookworm-slim AS worker
ENV CLOUDFLARE_INCLUDE_PROCESS_ENV=true CLOUDFLARE_CF_FETCH_ENABLED=false WRANGLER_SEND_METRICS=false PORT=1999
WORKDIR /arena
COPY --from=source /arena/node_modules node_modules
RUN mkdir /state && chown node:node /arena /state
VOLUME /state
HEALTHCHECK --interval=10s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "-c", "exec /arena/node_modules/.bin/wrangler dev --ip 0.0.0.0 --port \"$PORT\" --inspector-port 0 --persist-to /state --show-interactive-dev-session false"]

FROM worker AS rooms
COPY --from=workers --chown=node:node /arena/wrangler.toml /arena/entry.mjs /arena/guard.mjs ./
COPY --from=workers --chown=node:node /arena/build build
USER 1000:1000

FROM worker AS answers
ENV PORT=1998
WORKDIR /arena/wine-answers-worker
COPY --from=workers --chown=node:node /arena/guard.mjs ../
COPY --from=workers --chown=node:node /arena/wine-answers-worker/wrangler.toml /arena/wine-answers-worker/entry.mjs ./
COPY --from=workers --chown=node:node /arena/wine-answers-worker/build build
RUN chown node:node .
USER 1000:1000

FROM source AS pages
ENV PUBLIC_GAME_HOST=same-origin PUBLIC_WINE_ANSWERS_URL=same-origin
RUN npm run build --workspace front && node front/deploy/nginx.mjs front/dist/_headers > locations.conf

FROM source AS docs-pages
WORKDIR /arena/docs-site
RUN npm install --no-save --no-audit --no-fund --loglevel=error && npx docusaurus build --out-dir build/docs

# nginx without root; its entrypoint makes the configuration of the template and the environment.
FROM nginxinc/nginx-unprivileged:1.29.4-alpine AS nginx
ENV PORT=8080 PAGES=/pages
HEALTHCHECK --interval=10s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]

FROM nginx AS front
ENV ROOMS=http://rooms:1999 ANSWERS=http://answers:1998 DOCS=http://docs:8080 LOCATIONS=/etc/nginx/locations.conf
COPY --from=pages /arena/locations.conf /etc/nginx/
COPY --from=pages /arena/front/dist /pages
COPY containers/front.conf.template /etc/nginx/templates/default.conf.template

FROM nginx AS docs
COPY --from=docs-pages /arena/docs-site/build/docs /pages/docs
COPY containers/docs.conf.template /etc/nginx/templates/default.conf.template
