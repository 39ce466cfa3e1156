/** The bits of Discord: Permissions, "Bitwise Permission Flags", that a bot such as ours can meet. */
export const permission = {
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseExternalEmojis: 1n << 18n,
  ManageWebhooks: 1n << 29n,
  UseApplicationCommands: 1n << 31n,
} as const;

export type PermissionName = keyof typeof permission;

/** Bits, or the names of them. */
export type Permissions = bigint | readonly PermissionName[];

const every = (1n << 53n) - 1n;

export function bitsOf(permissions: Permissions): bigint {
  if (typeof permissions === 'bigint') return permissions;
  return permissions.reduce((sum, name) => sum | permission[name], 0n);
}

/** Whether `bits` hold all that is needed; an administrator has everything. */
export function allows(bits: bigint, needed: bigint): boolean {
  return (bits & permission.Administrator) !== 0n || (bits & needed) === needed;
}

/** What an overwrite must deny so that only `bits` are left. */
export function complement(bits: bigint): bigint {
  return every & ~bits;
}

/** What an invitation of a bot such as ours asks for. */
export const usualPermissions = bitsOf([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'ManageWebhooks',
  'UseApplicationCommands',
]);
