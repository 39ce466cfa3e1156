import express, { type Express } from 'express';
import helmet from 'helmet';
import { loadFolder } from '../lib/load-folder.ts';
import type { Log } from '../lib/log.ts';
import { CrierError } from '../model/errors.ts';
import { createAuthenticator } from './authenticate.ts';
import { docs } from './docs/docs.ts';
import { endpointPage } from './docs/endpoint-page.ts';
import { eventPage } from './docs/event-page.ts';
import { sourcePages } from './docs/source-pages.ts';
import { health } from './health.ts';
import { discordWebhooks } from './intake/discord-webhooks.ts';
import { postEvents } from './intake/post-events.ts';
import { receiveSource } from './intake/receive-source.ts';
import { metrics } from './metrics.ts';
import { mountOperations } from './mount-operations.ts';
import { isOperation, type OperationContext } from './operation.ts';
import { preview } from './preview/preview.ts';
import { createPreviewAccess } from './preview/preview-access.ts';
import { problemHandler } from './problem.ts';
import { tail } from './tail.ts';

export interface ServerDeps extends OperationContext {
  /** Of Crier, for the API document. */
  version: string;
  /** The number of proxies in front of the service, or their addresses; their X-Forwarded-For is believed. */
  trustProxy: number | readonly string[];
  /** Resolves where the database takes writes. */
  probe(): Promise<void>;
  lanesRun(): boolean;
  log: Log;
}

/** The Express application with everything that can be asked over HTTP. */
export async function createServer(deps: ServerDeps): Promise<Express> {
  const { actions, clock } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  // Express changes a list that it is given.
  app.set('trust proxy', typeof deps.trustProxy === 'number' ? deps.trustProxy : [...deps.trustProxy]);
  const authenticate = createAuthenticator(actions.keys.authenticate, clock);
  const operations = await loadFolder(new URL('./api/', import.meta.url), isOperation, 'an operation of the API');

  app.use(['/v1', '/metrics', '/api'], (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(postEvents({ events: actions.events, authenticate }));
  app.use(receiveSource(actions.sources.receive, () => clock.now()));
  app.use(['/api/webhooks', '/api/:version/webhooks'], discordWebhooks(deps));
  app.use(health(deps));
  app.use(
    helmet({
      // Crier itself speaks plain HTTP; whoever puts TLS in front of it decides about HSTS.
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        directives: {
          'default-src': ["'self'"],
          // Pictures of players come from wherever the store says.
          'img-src': ["'self'", 'https:', 'http:', 'data:'],
          // The web components set the colour of an embed with a style attribute.
          'style-src': ["'self'", "'unsafe-inline'"],
          'upgrade-insecure-requests': null,
        },
      },
    }),
  );
  app.use(metrics(actions, authenticate));
  app.use(tail(actions, authenticate));
  app.use(
    mountOperations(
      operations.map(({ value }) => value),
      authenticate,
      deps,
    ),
  );
  app.use(
    docs(async () => {
      // Rarely asked for, and dear to load.
      const { createOpenApi } = await import('./openapi/create-openapi.ts');
      const named = operations.map(({ name, value }) => ({ name, operation: value }));
      const outbound = actions.endpoints.exampleRequest();
      return createOpenApi({ operations: named, version: deps.version, publicUrl: deps.publicUrl, outbound });
    }),
  );
  app.use(sourcePages(deps));
  app.use(endpointPage(actions));
  app.use(eventPage(actions));
  app.use(preview(actions, createPreviewAccess({ actions, authenticate, publicUrl: deps.publicUrl })));
  app.get('/', (_request, response) => response.redirect('/preview'));
  app.use((request, _response, next) => {
    next(
      new CrierError(
        'not_found',
        `There is nothing at ${request.method} ${request.path}. The API is described at /docs.`,
      ),
    );
  });
  app.use(problemHandler(deps.log));
  return app;
}
