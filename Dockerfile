# The steps below were checked one by one in a clean folder, as another user on a file system it may not write to; the image
# itself was not built where this was written.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-slim
# Nothing is installed or built from here on.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn*
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=sqlite:/data/monitor.db TMPDIR=/data
COPY package.json ./
COPY --from=packages /app/node_modules node_modules
COPY bin bin
COPY src src
COPY config config
COPY prompts prompts
# The only folder that is written to; everything else may be read-only: docker run --read-only --cap-drop ALL …
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
# For `serve`; a `worker` has no doors: switch it off there.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "bin/first-value-monitor.js", "serve"]
