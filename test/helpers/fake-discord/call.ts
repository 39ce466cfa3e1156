import type { BotRoute } from './bot/bot-call.ts';

/** The routes of discord.md 1.2, `/gateway`, which needs no authorization, and those of a bot. */
export type Route =
  | BotRoute
  | '/gateway'
  | '/webhooks/{id}'
  | '/webhooks/{id}/{token}'
  | '/webhooks/{id}/{token}/messages/{message}'
  | 'unknown';

/** What the first line of a request asks for. */
export interface Call {
  method: string;
  route: Route;
  /** API version; 6 where the path names none (Discord: Reference, "API Versioning"). */
  version: number;
  /** The path named no version. */
  unversioned: boolean;
  /** The version answers form errors and times the old way. */
  legacy: boolean;
  webhookId: string | undefined;
  token: string | undefined;
  messageId: string | undefined;
  query: URLSearchParams;
}

const apiPath = /^\/api(?:\/v(\d{1,3}))?(\/.*)$/;
const noQuery = new URLSearchParams();

export function parseCall(method: string, target: string): Call {
  const [path = '', query] = target.split('?', 2);
  const match = apiPath.exec(path);
  const version = Number(match?.[1] ?? 6);
  const call: Call = {
    method,
    route: 'unknown',
    version,
    unversioned: match !== null && match[1] === undefined,
    legacy: version < 8,
    webhookId: undefined,
    token: undefined,
    messageId: undefined,
    query: query ? new URLSearchParams(query) : noQuery,
  };
  const [, top, id, token, messages, messageId, ...rest] = (match?.[2] ?? '').split('/');
  if (top === 'gateway' && id === undefined) return { ...call, route: '/gateway' };
  if (top !== 'webhooks' || !id || rest.length > 0) return call;
  call.webhookId = id;
  if (!token) call.route = '/webhooks/{id}';
  else if (messages === undefined) call.route = '/webhooks/{id}/{token}';
  else if (messages === 'messages' && messageId) call.route = '/webhooks/{id}/{token}/messages/{message}';
  call.token = token;
  call.messageId = messageId;
  return call;
}

/** Discord: Reference, "Boolean Query Strings". */
export function isTrue(call: Call, name: string): boolean {
  return ['true', 'True', '1'].includes(call.query.get(name) ?? '');
}
