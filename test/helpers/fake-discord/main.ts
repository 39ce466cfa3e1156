// A fake Discord to try things against by hand: node test/helpers/fake-discord/main.ts --port 9999
import { parseArgs } from 'node:util';
import { startFakeDiscord } from '../fake-discord.ts';
import type { RecordedRequest } from './journal.ts';
import { isObject, listOf } from './json.ts';
import type { SavedMessage } from './message.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9999' },
    host: { type: 'string', default: '127.0.0.1' },
    webhooks: { type: 'string', default: '3' },
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describe(message: SavedMessage): string {
  const { body, files } = message;
  const titles = listOf(body['embeds']).map((embed) => (isObject(embed) ? (embed['title'] ?? '(no title)') : ''));
  const state = message.deletedAt !== undefined ? 'deleted' : message.editedAt !== undefined ? 'edited' : 'saved';
  return [
    new Date(message.timestamp).toISOString().slice(11, 23),
    state,
    message.webhookId,
    body['username'] === undefined ? '' : `as ${JSON.stringify(body['username'])}`,
    body['content'] ? JSON.stringify(body['content']) : '',
    titles.length > 0 ? `embeds: ${titles.join(' | ')}` : '',
    files.length > 0 ? `files: ${files.map((file) => file.name).join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function complain(request: RecordedRequest): void {
  if (request.status !== undefined && request.status < 300) return;
  const { at, method, route, webhookId = '', status = 'no answer', code, scope } = request;
  const why = [code, scope].filter((part) => part !== undefined).join(' ');
  print(`${new Date(at).toISOString().slice(11, 23)}  ${method} ${route}  ${webhookId}  ${status}  ${why}`);
}

const discord = await startFakeDiscord({ host: values.host, port: Number(values.port) });
print(`A fake Discord listens on ${discord.origin}. Its webhooks:`);
for (let number = 1; number <= Number(values.webhooks); number += 1) {
  // The same after each start, so that what was set up once keeps working.
  print(discord.addWebhook({ name: `Demo ${number}`, token: `demo-${number}-`.padEnd(68, 'x') }).url);
}
discord.on('message', (message) => print(describe(message)));
discord.on('request', complain);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void discord.stop());
