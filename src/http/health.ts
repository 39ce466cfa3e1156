import { Router } from 'express';

export interface HealthDeps {
  probe(): Promise<void>;
  lanesRun(): boolean;
}

/** `/healthz`: the process lives. `/readyz`: the database takes writes and the lanes run. Neither needs a key. */
export function health({ probe, lanesRun }: HealthDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const isWritable = await probe().then(
      () => true,
      () => false,
    );
    const isReady = isWritable && lanesRun();
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ready' : 'not ready',
      database: isWritable ? 'writable' : 'not writable',
      lanes: lanesRun() ? 'running' : 'stopped',
    });
  });
  return router;
}
