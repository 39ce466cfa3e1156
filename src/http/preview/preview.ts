import { type NextFunction, type Request, type Response, Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import { CrierError } from '../../model/errors.ts';
import { EventStreams } from '../event-streams.ts';
import { createFeed } from './feed.ts';
import { assets } from './libraries.ts';
import { contentSecurityPolicy, page } from './page.ts';
import type { PreviewAccess } from './preview-access.ts';

/** `/preview`: the messages that Crier sends, drawn as Discord would, as they are sent. */
export function preview(actions: Actions, access: PreviewAccess): Router {
  const router = Router();
  const feed = createFeed(actions);
  const streams = new EventStreams(feed.tell);
  router.use('/preview', guard(access));
  router.get('/preview', (_request, response) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(page);
  });
  router.get('/preview/messages', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.json(await feed.read(await access.actorOf(request)));
  });
  router.get('/preview/stream', async (request, response) => {
    const actor = await access.actorOf(request);
    actions.activity.follow(actor);
    await streams.follow(actor, response);
  });
  router.use('/preview/assets', assets());
  return router;
}

/** A browser asks for the key only when it is told to, and only for a page. */
function guard(access: PreviewAccess) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      if (request.path === '/' && request.query['token'] !== undefined) {
        response.setHeader('Cache-Control', 'no-store');
        await access.open(request, response);
        return;
      }
      await access.actorOf(request);
    } catch (error) {
      if (!(error instanceof CrierError) || !isNavigation(request)) throw error;
      if (error.code !== 'unauthorized' && error.code !== 'forbidden') throw error;
      if (error.code === 'unauthorized') response.setHeader('WWW-Authenticate', 'Basic realm="Crier"');
      response.status(error.code === 'unauthorized' ? 401 : 403);
      response.type('text').send(`${error.message}\n`);
      return;
    }
    next();
  };
}

function isNavigation(request: Request): boolean {
  const mode = request.headers['sec-fetch-mode'];
  return mode === undefined ? request.accepts('json', 'html') === 'html' : mode === 'navigate';
}
