import { failure, startFakeDiscord } from '../test/helpers/fake-discord.ts';

// A Discord without limits, as a process of its own: node _fake.ts <webhooks>. Prints its address; over the channel to
// its parent it gives the webhooks' URLs, counts what came, and makes the first webhook slow.

/** What the parent asks. */
export type Question = 'urls' | 'counts' | 'slow';

/** What has come since the last question `slow`, or the start. */
export interface Counts {
  messages: number;
  embeds: number;
  /** Without those of the first webhook. */
  others: number;
}

const discord = await startFakeDiscord({
  webhookLimit: null,
  channelLimit: null,
  globalLimit: null,
  record: false,
  validate: false,
});
const webhooks = Array.from({ length: Number(process.argv[2]) }, () => discord.addWebhook());
const first = webhooks[0]?.id;
let counts: Counts = { messages: 0, embeds: 0, others: 0 };
discord.on('message', ({ webhookId, body }) => {
  const embeds = Array.isArray(body['embeds']) ? body['embeds'].length : 0;
  counts.messages += 1;
  counts.embeds += embeds;
  if (webhookId !== first) counts.others += embeds;
});
process.on('message', (question: Question) => {
  if (question === 'urls') process.send?.(webhooks.map(({ url }) => url));
  if (question === 'counts') process.send?.(counts);
  if (question === 'slow') {
    if (first !== undefined) discord.fail({ with: failure.slow(2_000), webhook: first, method: 'POST' });
    counts = { messages: 0, embeds: 0, others: 0 };
    process.send?.(counts);
  }
});
process.stdout.write(`${discord.origin}\n`);
