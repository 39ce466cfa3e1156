import { inviteUrl } from '../discord/invite-url.ts';
import type { Actor } from '../model/api-key.ts';
import type { Settings } from '../settings/settings.ts';

/** The person who starts the service sees the first screen, and may look at all its stores. */
export const whoStarts: Actor = { name: 'start screen', store: 'main', scopes: ['read', 'installation'] };

/** The facts of a started service that its first screen shows. */
export interface BannerFacts {
  /** The address it listens at, such as `http://127.0.0.1:8787`. */
  url: string;
  /** Opens the preview as `/preview?token=…`. Secret. */
  previewToken: string;
  /** The first API key, told this once; undefined where there is one already. Secret. */
  firstKey: string | undefined;
  /** The things about its data that its operator has to know. */
  notices: readonly string[];
  /** The number of routes, over all stores. */
  routes: number;
  /** The sources that are switched on in any store, by their ids. */
  sources: readonly string[];
}

/**
 * The first screen: where to look, what to paste.
 *
 * @param isTerminal false where it goes into a log, which others may read: the link that opens the preview is left out.
 * @param platform the system that it is read on, whose shell the pasted line is for.
 */
export function banner(
  { url, previewToken, firstKey, notices, routes, sources }: BannerFacts,
  settings: Pick<Settings, 'dataDir' | 'bot' | 'port' | 'portFrom'>,
  isTerminal: boolean,
  platform: NodeJS.Platform = process.platform,
): string {
  const on = sources.length === 0 ? 'none' : sources.join(', ');
  const discord =
    routes === 0
      ? 'not connected yet: put DISCORD_WEBHOOK_DEFAULT=<webhook URL> into .env and restart'
      : `${routes} ${routes === 1 ? 'route' : 'routes'} (npm run crier -- routes)`;
  const lines = [
    '',
    '  Crier is running.',
    '',
    ...(isTerminal
      ? [`  Preview   ${url}/preview?token=${previewToken}`, '            another link: npm run crier -- preview']
      : [`  Preview   ${url}/preview (npm run crier -- preview: a link that opens it)`]),
    ...portLines(settings),
    `  API docs  ${url}/docs (receivers: /docs/endpoints)`,
    `  Sources   ${url}/docs/sources (Tebex, Stripe, Ko-fi … on: ${on})`,
    `  Discord   ${discord}`,
    ...botLines(settings.bot.token),
    `  Data      ${settings.dataDir}`,
    ...notices.map((notice) => `  Note      ${notice}`),
  ];
  if (firstKey !== undefined) {
    lines.push('', `  API key   ${firstKey}`, '            shown this once; "npm run crier -- keys create" makes more');
  }
  lines.push(
    '',
    `  Send your first event: paste this into another ${platform === 'win32' ? 'PowerShell window' : 'terminal'}.`,
    '',
    `  ${firstRequest(`${url}/v1/events`, firstKey ?? '<your API key>', platform)}`,
    '',
    '  Or a lively stream of them: npm run demo',
    '',
    '',
  );
  return lines.join('\n');
}

const firstEvent =
  '{"type":"payment.completed","player":{"name":"Steve"},"amount":{"value":"9.99","currency":"EUR"},"data":{"package":"VIP"}}';

/** A line for the usual shell of the system; PowerShell's own `curl` is another program, and cmd knows no such quotes. */
function firstRequest(url: string, key: string, platform: NodeJS.Platform): string {
  return platform === 'win32'
    ? `Invoke-RestMethod ${url} -Method Post -ContentType application/json -Headers @{ Authorization = 'Bearer ${key}' } -Body '${firstEvent}'`
    : `curl ${url} -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '${firstEvent}'`;
}

/** The line that says who chose the port; none where the operator did, or nobody. */
function portLines({ port, portFrom }: Pick<Settings, 'port' | 'portFrom'>): string[] {
  return portFrom === 'CRIER_PORT' ? [] : [`  Port      ${port}, from ${portFrom}; CRIER_PORT wins over it`];
}

/** The line that invites the bot; none without a token. */
function botLines(token: string | undefined): string[] {
  if (token === undefined) return [];
  const invite = inviteUrl(token);
  return [`  Bot       ${invite === undefined ? 'DISCORD_BOT_TOKEN is no token of a bot' : `invite it: ${invite}`}`];
}
