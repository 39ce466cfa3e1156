import { type NextFunction, type Request, type Response, Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { EventStreams } from '../event-streams.ts';
import { createFeed } from './feed.ts';
import { assets } from './libraries.ts';
import { contentSecurityPolicy, page } from './page.ts';

/** `/preview`: the messages that Crier sends, drawn as Discord would, as they are sent. */
export function preview(actions: Actions, allow: (request: Request) => Promise<Actor>): Router {
  const router = Router();
  const feed = createFeed(actions);
  const streams = new EventStreams(feed.tell);
  router.use('/preview', guard(allow));
  router.get('/preview', (_request, response) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(page);
  });
  router.get('/preview/messages', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.json(await feed.read(await allow(request)));
  });
  router.get('/preview/stream', async (request, response) => {
    const actor = await allow(request);
    actions.activity.follow(actor);
    await streams.follow(actor, response);
  });
  router.use('/preview/assets', assets());
  return router;
}

/** A browser asks for the key only when it is told to, and only for a page. */
function guard(allow: (request: Request) => Promise<Actor>) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      await allow(request);
    } catch (error) {
      if (!(error instanceof CrierError) || error.code !== 'unauthorized' || !isNavigation(request)) throw error;
      response.status(401).setHeader('WWW-Authenticate', 'Basic realm="Crier"');
      response.type('text').send('Crier asks for an API key: leave the user name empty, the key is the password.\n');
      return;
    }
    next();
  };
}

function isNavigation(request: Request): boolean {
  const mode = request.headers['sec-fetch-mode'];
  return mode === undefined ? request.accepts('json', 'html') === 'html' : mode === 'navigate';
}
