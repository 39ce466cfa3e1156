import { cleanText, cut, oneLine } from '../lib/text.ts';

/** Discord: Webhook Resource, "Execute Webhook". */
const longest = 80;

const reserved = /^(?:everyone|here)$/i;

/**
 * The name as Discord takes it for a webhook and its messages, visibly changed where it must be, or undefined where nothing
 * is left. Discord: User Resource, Usernames and Nicknames; Webhook Resource (`clyde`, `discord`: error 50035).
 */
export function webhookName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const plain = oneLine(cleanText(name).replace(/[@#:]|```/g, ' '))
    .replace(/(cl)(yde)/gi, '$1 $2')
    .replace(/(dis)(cord)/gi, '$1 $2');
  const short = cut(plain, longest).trim();
  if (short === '' || reserved.test(short)) return undefined;
  return short;
}
