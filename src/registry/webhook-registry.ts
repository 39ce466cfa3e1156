import type { Clock } from '../lib/clock.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { DropInWebhook } from '../model/relayed-message.ts';
import type { WebhookRows } from '../model/storage/registry-rows.ts';
import { RowCache } from './row-cache.ts';
import { newWebhookToken } from './webhook-token.ts';

export interface WebhookRegistryDeps {
  storage: WebhookRows;
  /** A new id in the form of Discord's. @param atMs epoch milliseconds. */
  newId(atMs: number): string;
  clock: Clock;
}

/** The drop-in webhooks of all stores; of their tokens only hashes are kept. */
export class WebhookRegistry {
  readonly #deps: WebhookRegistryDeps;
  readonly #webhooks: RowCache<DropInWebhook>;
  readonly #byId = new Map<string, DropInWebhook>();

  constructor(deps: WebhookRegistryDeps) {
    this.#deps = deps;
    this.#webhooks = new RowCache({
      keyOf: ({ id }) => id,
      read: () => deps.storage.listWebhooks(),
      onChange: (before, after) => {
        if (after !== undefined) this.#byId.set(after.id, after);
        else if (before !== undefined) this.#byId.delete(before.id);
      },
    });
  }

  /** Reads them from the store, at the start and after another process has changed one. */
  load(): Promise<void> {
    return this.#webhooks.load();
  }

  find(id: string): DropInWebhook | undefined {
    return this.#byId.get(id);
  }

  list(store: string): DropInWebhook[] {
    return [...this.#webhooks.of(store).values()];
  }

  /** A new id in the form of Discord's. */
  newId(): string {
    return this.#deps.newId(this.#deps.clock.now());
  }

  /** Makes one; its token is told this once. Secret. */
  async put(
    wanted: Pick<DropInWebhook, 'store' | 'name' | 'category'>,
    audit?: AuditEntry,
  ): Promise<{ webhook: DropInWebhook; token: string }> {
    const { token, tokenHash } = newWebhookToken();
    const { storage, clock } = this.#deps;
    const webhook: DropInWebhook = { ...wanted, id: this.newId(), tokenHash, createdAt: clock.now() };
    await this.#webhooks.put(
      () => storage.addWebhook(webhook, audit),
      () => webhook,
    );
    return { webhook, token };
  }

  /** Answers false where the store had none of this id. */
  remove(store: string, id: string, audit?: AuditEntry): Promise<boolean> {
    return this.#webhooks.delete(store, id, () => this.#deps.storage.deleteWebhook(store, id, audit));
  }
}
