import { textDisplays } from './check-components.ts';
import { isObject, type JsonObject, listOf } from './json.ts';

/** Whom a message notifies. */
export interface Mentions {
  users: string[];
  roles: string[];
  everyone: boolean;
}

/**
 * Whom a message notifies: those named in its content or a Text Display whom `allowed_mentions` does not leave out;
 * without it a webhook notifies users (Discord: Message, "Allowed Mentions Object").
 */
export function mentionsOf(body: JsonObject): Mentions {
  const content = typeof body['content'] === 'string' ? body['content'] : '';
  const text = [content, ...textDisplays(listOf(body['components']))].join('\n');
  if (!text.includes('@')) return { users: [], roles: [], everyone: false };

  const allowed = isObject(body['allowed_mentions']) ? body['allowed_mentions'] : { parse: ['users'] };
  const parse = listOf(allowed['parse']);
  const pick = (kind: 'users' | 'roles', pattern: RegExp) => {
    const named = new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''));
    const chosen = listOf(allowed[kind]).map(String);
    return [...named].filter((id) => parse.includes(kind) || chosen.includes(id));
  };
  return {
    users: pick('users', /<@!?(\d+)>/g),
    roles: pick('roles', /<@&(\d+)>/g),
    everyone: parse.includes('everyone') && /@(everyone|here)/.test(text),
  };
}

export function notifiesAnyone(mentions: Mentions): boolean {
  return mentions.everyone || mentions.users.length > 0 || mentions.roles.length > 0;
}
