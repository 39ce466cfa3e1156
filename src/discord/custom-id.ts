import { createHash } from 'node:crypto';

/** Discord: Component Reference, "Custom ID". */
const longest = 100;

/** Raised when older buttons can no longer be understood. */
const version = '1';

/** All that a button knows: it goes on working after a restart. */
export interface CustomId {
  command: string;
  action: string;
  /** The store's id. */
  store: string;
  /** The id of who asked for the message. */
  user: string;
  args: readonly string[];
}

/** As Discord keeps it. @returns undefined where it does not fit. */
export function writeCustomId({ command, action, store, user, args }: CustomId): string | undefined {
  const parts = [version, command, action, storeMark(store), BigInt(user || '0').toString(36), ...args.map(escapePart)];
  const text = parts.join(':');
  return text.length > longest ? undefined : text;
}

/** @param stores ids of the stores that it may be of. @returns undefined for what is none of ours, or of an older version. */
export function readCustomId(text: string, stores: readonly string[]): CustomId | undefined {
  const [kind, command, action, mark, user, ...args] = text.split(':');
  if (kind !== version || command === undefined || action === undefined) return undefined;
  if (mark === undefined || user === undefined || !/^[0-9a-z]{1,14}$/.test(user)) return undefined;
  const store = stores.find((id) => storeMark(id) === mark);
  if (store === undefined) return undefined;
  return { command, action, store, user: fromBase36(user), args: args.map(unescapePart) };
}

/** An id such as `dlv_0193a5…` in 22 characters instead of 36. */
export function shortId(id: string): string {
  return Buffer.from(id.slice(id.indexOf('_') + 1), 'hex').toString('base64url');
}

/** The id that `shortId` has shortened. */
export function longId(kind: 'dlv' | 'evt' | 'dst', short: string): string {
  return `${kind}_${Buffer.from(short, 'base64url').toString('hex')}`;
}

function storeMark(store: string): string {
  return createHash('sha256').update(store).digest('base64url').slice(0, 6);
}

function escapePart(part: string): string {
  return part.replaceAll('%', '%25').replaceAll(':', '%3A');
}

function unescapePart(part: string): string {
  return part.replaceAll('%3A', ':').replaceAll('%25', '%');
}

function fromBase36(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
