# Postbag in a container: docs/container.md says how to run it, and what of this was tried.

# The first stage has npm fetch the packages; the second has neither npm's cache nor a package manager's leavings.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Only the development package `node` has an install script, and the image has Node.
RUN npm ci --omit=dev --ignore-scripts

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 VAR_DIR=/app/var
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ATTRIBUTION.md ./
COPY bin ./bin
COPY src ./src
COPY templates ./templates
COPY public ./public
COPY data ./data
# Everything belongs to root and cannot be changed by the server, which may write to var/ alone.
RUN mkdir var && chown node:node var
USER node
VOLUME /app/var
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The exec form: the server is process 1 and gets SIGTERM itself.
CMD ["node", "bin/postbag.js", "serve"]
