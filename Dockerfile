FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No package that is left needs its install script: better-sqlite3 brings its binary along.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production \
    CRIER_HOST=0.0.0.0 \
    DATABASE_URL=sqlite:/data/crier.db
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY config ./config
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.CRIER_PORT || process.env.SERVER_PORT || process.env.PORT || 8787) + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would be one more process.
CMD ["node", "src/start.js"]
