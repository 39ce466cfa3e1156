import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AuditEntry } from '../model/audit.ts';
import type { Category } from '../model/category.ts';
import type { DropInWebhook } from '../model/relayed-message.ts';

/** Where Discord's ids begin: 2015-01-01 (Discord: API Reference, Snowflakes). */
const discordEpoch = 1_420_070_400_000n;

export interface WebhookRegistryDeps {
  store: {
    listWebhooks(): Promise<DropInWebhook[]>;
    addWebhook(webhook: DropInWebhook, audit?: AuditEntry): Promise<void>;
    deleteWebhook(store: string, id: string, audit?: AuditEntry): Promise<boolean>;
  };
}

/** The drop-in webhooks of all stores; of their tokens only hashes are kept. */
export class WebhookRegistry {
  readonly #deps: WebhookRegistryDeps;
  readonly #webhooks = new Map<string, DropInWebhook>();

  constructor(deps: WebhookRegistryDeps) {
    this.#deps = deps;
  }

  async load(): Promise<void> {
    for (const webhook of await this.#deps.store.listWebhooks()) this.#webhooks.set(webhook.id, webhook);
  }

  find(id: string): DropInWebhook | undefined {
    return this.#webhooks.get(id);
  }

  list(store: string): DropInWebhook[] {
    return [...this.#webhooks.values()].filter((one) => one.store === store);
  }

  /** Makes one; its token is told this once. */
  async add(
    wanted: { store: string; name: string; category: Category; at: number },
    audit?: AuditEntry,
  ): Promise<{ webhook: DropInWebhook; token: string }> {
    // 68 characters, as Discord's own are: some senders check the form.
    const token = randomBytes(51).toString('base64url');
    const { at, ...rest } = wanted;
    const webhook = { ...rest, id: newSnowflake(at), tokenHash: hashOf(token).toString('hex'), createdAt: at };
    await this.#deps.store.addWebhook(webhook, audit);
    this.#webhooks.set(webhook.id, webhook);
    return { webhook, token };
  }

  async remove(store: string, id: string, audit?: AuditEntry): Promise<boolean> {
    const wasThere = await this.#deps.store.deleteWebhook(store, id, audit);
    if (wasThere) this.#webhooks.delete(id);
    return wasThere;
  }
}

/** A number in the form of Discord's ids, made at a moment. */
export function newSnowflake(epochMs: number): string {
  const random = BigInt(randomBytes(3).readUIntBE(0, 3) & 0x3f_ffff);
  return String(((BigInt(epochMs) - discordEpoch) << 22n) | random);
}

/** Whether a token is that of a webhook. */
export function isTokenOf({ tokenHash }: DropInWebhook, token: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash, 'hex'), hashOf(token));
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
