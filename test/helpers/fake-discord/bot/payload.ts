import type { JsonObject } from '../json.ts';
import { member } from './guild.ts';
import type { FakeInteraction } from './interaction.ts';
import { userJson } from './person.ts';

/** INTERACTION_CREATE (Discord: Interactions, "Interaction Object"; discord.md 4.5). */
export function interactionPayload(interaction: FakeInteraction, applicationId: string): JsonObject {
  const { guild, channel, user, source, id, token, type, data } = interaction;
  return {
    id,
    application_id: applicationId,
    type,
    token,
    version: 1,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    channel_id: channel.id,
    channel: { ...channel.json(), permissions: String(user.permissions) },
    member: { ...member([]), user: userJson(user), permissions: String(user.permissions) },
    data,
    ...(source && { message: source.json() }),
    entitlements: [],
    authorizing_integration_owners: { 0: guild.id },
    context: 0,
    app_permissions: String(channel.botPermissions),
    locale: user.locale,
    guild_locale: guild.locale,
    attachment_size_limit: 10_485_760,
  };
}
