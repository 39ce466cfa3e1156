import type { IncomingMessage } from 'node:http';
import { type Call, parseCall } from '../call.ts';

/** The routes of a bot. Those that stand above others are tried first. */
const routes = [
  '/gateway/bot',
  '/users/@me',
  '/users/@me/guilds',
  '/applications/@me',
  '/oauth2/applications/@me',
  '/applications/{app}/commands',
  '/applications/{app}/guilds/{guild}/commands',
  '/guilds/{guild}',
  '/guilds/{guild}/channels',
  '/guilds/{guild}/webhooks',
  '/guilds/{guild}/members/{user}',
  '/channels/{channel}',
  '/channels/{channel}/webhooks',
  '/channels/{channel}/messages',
  '/channels/{channel}/messages/{message}',
  '/interactions/{interaction}/{token}/callback',
] as const;

/** Those that look like a webhook's: the application is the webhook. */
const ownRoutes = ['/webhooks/{app}/{token}', '/webhooks/{app}/{token}/messages/{message}'] as const;

/** A webhook without its token, which only a bot may ask for. */
const withoutToken = ['/webhooks/{webhook}'] as const;

export type BotRoute = (typeof routes | typeof ownRoutes | typeof withoutToken)[number];

/** A request that is the bot's, or that only a bot would send. */
export interface BotCall extends Call {
  route: BotRoute;
  /** The parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
  authorization: string | undefined;
}

export function parseBotCall(request: IncomingMessage, applicationId: string): BotCall | undefined {
  const call = parseCall(request.method ?? '', request.url ?? '');
  const path = /^\/api(?:\/v\d{1,3})?(\/.*?)(?:\?|$)/.exec(request.url ?? '')?.[1];
  if (path === undefined) return undefined;
  const { authorization } = request.headers;
  const segments = path.split('/').map(decoded);
  const isOwn = segments[1] === 'webhooks' && segments[2] === applicationId;
  const isAuthorized = authorization?.startsWith('Bot ') === true;
  for (const route of [...routes, ...(isOwn ? ownRoutes : []), ...(isAuthorized ? withoutToken : [])]) {
    const params = match(route, segments);
    if (!params) continue;
    return { ...call, route, params, authorization, webhookId: undefined, token: undefined, messageId: undefined };
  }
  return undefined;
}

function match(route: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = route.split('/');
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

/** discord.js sends `%40original`. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
