import express, { type Express } from 'express';
import helmet from 'helmet';
import { loadFolder } from '../lib/load-folder.ts';
import type { Log } from '../lib/log.ts';
import type { Actor } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';
import { createAuthenticator } from './authenticate.ts';
import { docs } from './docs/docs.ts';
import { endpointPage } from './docs/endpoint-page.ts';
import { sourcePages } from './docs/source-pages.ts';
import { health } from './health.ts';
import { discordWebhooks } from './intake/discord-webhooks.ts';
import { postEvents } from './intake/post-events.ts';
import { receiveSource } from './intake/receive-source.ts';
import { createLocalOrKey } from './local-or-key.ts';
import { metrics } from './metrics.ts';
import { mountOperations } from './mount.ts';
import { isOperation, type OperationDeps } from './operation.ts';
import { preview } from './preview/preview.ts';
import { problemHandler } from './problem.ts';
import { tail } from './tail.ts';

export interface ServerDeps extends OperationDeps {
  actorOf(secret: string, store: string): Actor | undefined;
  intakeLimit: { count: number; windowMs: number } | undefined;
  trustProxy: boolean;
  probe(): Promise<void>;
  lanesRun(): boolean;
  log: Log;
}

/** The Express application with everything that can be asked over HTTP. */
export async function createServer(deps: ServerDeps): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', deps.trustProxy);
  const authenticate = createAuthenticator(deps.actorOf, (store) => deps.registries.stores.find(store) !== undefined);
  const localOrKey = createLocalOrKey(authenticate);
  const operations = await loadFolder(new URL('./api/', import.meta.url), isOperation, 'an operation of the API');

  app.use(postEvents({ accept: deps.accept, authenticate, limit: deps.intakeLimit }));
  app.use(receiveSource(deps.receive, () => deps.clock.now()));
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
  app.use(metrics(deps, deps.live, localOrKey));
  app.use(tail(deps.live, authenticate));
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
      const { createOpenApi } = await import('./openapi.ts');
      const named = operations.map(({ name, value }) => ({ name, operation: value }));
      return createOpenApi(named, deps.about.version);
    }),
  );
  app.use(sourcePages(deps));
  app.use(endpointPage(deps));
  app.use(preview(deps, localOrKey));
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
