import type { App } from './app.ts';
import { inviteUrl } from './discord/bot-invite.ts';
import type { Settings } from './settings/settings.ts';

/** What the first screen says: where to look, what to paste. */
export function banner(
  app: Pick<App, 'url' | 'firstKey' | 'deps'>,
  settings: Pick<Settings, 'dataDir' | 'bot'>,
): string {
  const { directory } = app.deps;
  const routes = directory.stores().reduce((count, store) => count + directory.routes(store.id).size, 0);
  const on = directory.stores().flatMap(({ id }) => app.deps.sourceRegistry.list(id).map(({ source }) => source));
  const sources = on.length === 0 ? 'none' : [...new Set(on)].join(', ');
  const discord =
    routes === 0
      ? 'not connected yet: put DISCORD_WEBHOOK_DEFAULT=<webhook URL> into .env and restart'
      : `${routes} ${routes === 1 ? 'route' : 'routes'} (npm run crier -- routes)`;
  const lines = [
    '',
    '  Crier is running.',
    '',
    `  Preview   ${app.url}/preview`,
    `  API docs  ${app.url}/docs (receivers: /docs/endpoints)`,
    `  Sources   ${app.url}/docs/sources (Tebex, Stripe, Ko-fi … on: ${sources})`,
    `  Discord   ${discord}`,
    ...botLines(settings.bot.token),
    `  Data      ${settings.dataDir}`,
  ];
  if (app.firstKey !== undefined) {
    lines.push(
      '',
      `  API key   ${app.firstKey}`,
      '            shown this once; "npm run crier -- keys create" makes more',
    );
  }
  lines.push(
    '',
    '  Send your first event: paste this into another terminal.',
    '',
    `  curl ${app.url}/v1/events -H "Authorization: Bearer ${app.firstKey ?? '<your API key>'}" -H "Content-Type: application/json" -d '{"type":"payment.completed","player":{"name":"Steve"},"amount":{"value":"9.99","currency":"EUR"},"data":{"package":"VIP"}}'`,
    '',
    '  Or a lively stream of them: npm run demo',
    '',
    '',
  );
  return lines.join('\n');
}

/** Where the bot is invited; nothing where there is none. */
function botLines(token: string | undefined): string[] {
  if (token === undefined) return [];
  const url = inviteUrl(token);
  return url === undefined ? ['  Bot       DISCORD_BOT_TOKEN is no token of a bot'] : [`  Bot       invite it: ${url}`];
}
