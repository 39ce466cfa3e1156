import { type Client, DiscordAPIError, PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import { CrierError } from '../model/errors.ts';

const webhookSchema = z.object({
  id: z.string(),
  token: z.string().optional(),
  application_id: z.string().nullish(),
});

/** Discord: Opcodes and Status Codes, "JSON Error Codes". */
const codes = { missingAccess: 50_001, missingPermissions: 50_013, tooManyWebhooks: 30_007, unknownChannel: 10_003 };

const { ViewChannel, SendMessages, EmbedLinks, AttachFiles } = PermissionFlagsBits;
const neededToWrite = [ViewChannel, SendMessages, EmbedLinks, AttachFiles];

/** The work of the bot in a server itself, within the permissions that it has there. */
export class GuildTools {
  readonly #client: Client;
  readonly #applicationId: string;
  readonly #apiBase: string;

  constructor(client: Client, applicationId: string, apiBase: string) {
    this.#client = client;
    this.#applicationId = applicationId;
    this.#apiBase = apiBase;
  }

  /**
   * The URL of a webhook of ours in a channel: the one that is there, else a new one. Secret.
   *
   * @param by who asked, for the server's audit log.
   * @throws CrierError `forbidden` where the bot may not, naming the permission; `wrong_state` where the channel is full.
   */
  async webhookIn(channel: { id: string; name: string }, name: string, by: string): Promise<string> {
    try {
      const found = z.array(webhookSchema).parse(await this.#client.rest.get(Routes.channelWebhooks(channel.id)));
      const own = found.find(
        ({ application_id, token }) => application_id === this.#applicationId && token !== undefined,
      );
      const webhook = own ?? webhookSchema.parse(await this.#make(channel.id, name, by));
      if (webhook.token === undefined) throw new Error('Discord made a webhook and gave no token');
      return `${this.#apiBase}/webhooks/${webhook.id}/${webhook.token}`;
    } catch (error) {
      throw explain(error, channel.name);
    }
  }

  /** True where the bot may send the messages of events, and where nobody knows. */
  mayWriteIn({ id }: { id: string }): boolean {
    const channel = this.#client.channels.cache.get(id);
    const { user } = this.#client;
    if (channel === undefined || channel.isDMBased() || user === null) return true;
    return channel.permissionsFor(user)?.has(neededToWrite) ?? true;
  }

  #make(channelId: string, name: string, by: string): Promise<unknown> {
    return this.#client.rest.post(Routes.channelWebhooks(channelId), {
      body: { name },
      reason: `CommandContext for by ${by}`,
    });
  }
}

function explain(error: unknown, channel: string): unknown {
  if (!(error instanceof DiscordAPIError)) return error;
  const { code } = error;
  if (code === codes.missingPermissions || code === codes.missingAccess) {
    return new CrierError(
      'forbidden',
      `Crier may not make webhooks in #${channel}. Give its role "View Channel" and "Manage Webhooks" there (channel settings → Permissions), or paste a webhook URL: leave "channel" out.`,
    );
  }
  if (code === codes.tooManyWebhooks) {
    return new CrierError(
      'wrong_state',
      `#${channel} has as many webhooks as Discord allows. Delete one that nobody uses (channel settings → Integrations).`,
    );
  }
  if (code === codes.unknownChannel) return new CrierError('not_found', `#${channel} is not there any more.`);
  return error;
}
