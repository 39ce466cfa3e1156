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
  /** The number of routes, over all stores. */
  routes: number;
  /** The sources that are switched on in any store, by their ids. */
  sources: readonly string[];
}

/**
 * The first screen: where to look, what to paste.
 *
 * @param isTerminal false where it goes into a log, which others may read: the link that opens the preview is left out.
 */
export function banner(
  { url, previewToken, firstKey, routes, sources }: BannerFacts,
  settings: Pick<Settings, 'dataDir' | 'bot'>,
  isTerminal: boolean,
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
    `  API docs  ${url}/docs (receivers: /docs/endpoints)`,
    `  Sources   ${url}/docs/sources (Tebex, Stripe, Ko-fi … on: ${on})`,
    `  Discord   ${discord}`,
    ...botLines(settings.bot.token),
    `  Data      ${settings.dataDir}`,
  ];
  if (firstKey !== undefined) {
    lines.push('', `  API key   ${firstKey}`, '            shown this once; "npm run crier -- keys create" makes more');
  }
  lines.push(
    '',
    '  Send your first event: paste this into another terminal.',
    '',
    `  curl ${url}/v1/events -H "Authorization: Bearer ${firstKey ?? '<your API key>'}" -H "Content-Type: application/json" -d '{"type":"payment.completed","player":{"name":"Steve"},"amount":{"value":"9.99","currency":"EUR"},"data":{"package":"VIP"}}'`,
    '',
    '  Or a lively stream of them: npm run demo',
    '',
    '',
  );
  return lines.join('\n');
}

/** The line that invites the bot; none without a token. */
function botLines(token: string | undefined): string[] {
  if (token === undefined) return [];
  const invite = inviteUrl(token);
  return [`  Bot       ${invite === undefined ? 'DISCORD_BOT_TOKEN is no token of a bot' : `invite it: ${invite}`}`];
}
