import type { Json } from '../lib/json-reader.ts';

/** The keys under which shops put a player into the metadata of a payment. */
export const playerKeys = [
  'player',
  'player_name',
  'username',
  'minecraft_name',
  'minecraft_username',
  'ign',
  'gamertag',
  'steam_name',
  'nickname',
  'steam_id',
  'player_id',
];

export const packageKeys = ['package', 'packages', 'product', 'product_name', 'perk', 'item', 'items'];

/** The first text under one of the keys, which shops write as they like: `Player-Name` is `player_name`. */
export function metadataOf(metadata: Json, keys: readonly string[]): string | undefined {
  return textUnder(metadata.entries(), keys);
}

/** The same of a list of names and values. */
export function textUnder(pairs: readonly (readonly [string, Json])[], keys: readonly string[]): string | undefined {
  const named = pairs.map(([name, value]) => [plainKey(name), value.text()] as const);
  for (const key of keys) {
    const found = named.find(([name, text]) => name === key && text !== undefined);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

function plainKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
    .replace(/^_+/, '');
}
