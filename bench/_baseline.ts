import { createServer } from 'node:http';
import express from 'express';
import { createAuthenticator } from '../src/http/authenticate.ts';
import { postEvents } from '../src/http/intake/post-events.ts';
import { problemHandler } from '../src/http/problem.ts';
import { systemClock } from '../src/lib/clock.ts';
import { newId } from '../src/lib/ids.ts';
import { ApiKeyRegistry, hashKey } from '../src/registry/api-key-registry.ts';
import { createLog } from '../src/service/create-log.ts';

// What the intake is measured against, as a process of its own: `handler` is the same Express handler (key, parsing,
// validation) that stores nothing; `bare` is node:http that reads the body and answers.

const benchKey = process.argv[3] ?? '';

function bare() {
  return createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const body = '{"status":"accepted"}';
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
    });
  });
}

async function handler() {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  const key = { id: 'key_1', store: 'main', name: 'bench', prefix: 'c', scopes: ['admin' as const], createdAt: 0 };
  const nothing = async () => {};
  const keys = new ApiKeyRegistry({
    storage: {
      listKeys: async () => [{ ...key, hash: hashKey(benchKey) }],
      putKey: nothing,
      revokeKey: async () => false,
      touchKeys: nothing,
    },
    clock: systemClock,
  });
  await keys.load();
  const authenticate = createAuthenticator((secret, store) => keys.actorOf(secret, store), systemClock);
  const accept = async (_actor: unknown, inputs: readonly unknown[]) =>
    inputs.map(() => ({
      id: newId('evt'),
      duplicate: false,
      deliveries: [{ id: newId('dlv'), destination: 'dst_1', status: 'pending' as const }],
    }));
  app.use(postEvents({ events: { accept, allowance: () => undefined }, authenticate }));
  app.use(problemHandler(createLog({ level: 'info', format: 'json', to: process.stderr })));
  return createServer(app);
}

const server = process.argv[2] === 'bare' ? bare() : await handler();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
