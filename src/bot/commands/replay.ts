import { replayDeliveries } from '../../actions/replay-deliveries.ts';
import { longId, shortId } from '../../discord/custom-id.ts';
import { CrierError } from '../../model/errors.ts';
import type { Asked } from '../asked.ts';
import {
  categoryIn,
  categoryName,
  categoryOption,
  deliveryOption,
  destinationOption,
  durationIn,
  placeNamed,
  sinceOption,
} from '../options.ts';
import { ago, button, colours, row } from '../show.ts';
import { deliveryReply, findDelivery } from '../show-deliveries.ts';
import type { Reply, SlashCommand } from '../slash-command.ts';

/** A question that is older than this is asked again: what it counted may be another number by now. */
const answerWithinMs = 5 * 60_000;

interface Wanted {
  /** Epoch milliseconds, in whole minutes; undefined: all. */
  since: number | undefined;
  destination: string | undefined;
  category: string | undefined;
}

export default {
  description: {
    en: 'Deliver again what has failed; asks before it does',
    de: 'Fehlgeschlagenes noch einmal zustellen; fragt vorher nach',
  },
  group: 'act',
  self: {
    scope: 'admin',
    options: {
      delivery: {
        ...deliveryOption,
        isRequired: false,
        description: { en: 'One alone; else all that has failed', de: 'Nur eine; sonst alles Fehlgeschlagene' },
      },
      since: sinceOption,
      destination: { ...destinationOption, description: { en: 'Only of this destination', de: 'Nur von diesem Ziel' } },
      category: categoryOption,
    },
    async run(asked) {
      const one = asked.text('delivery');
      // It has a button of its own.
      if (one !== undefined) return deliveryReply(asked, await findDelivery(asked, one));
      const sinceMs = durationIn(asked.text('since'));
      return ask(asked, {
        since: sinceMs === undefined ? undefined : Math.floor((asked.now - sinceMs) / 60_000) * 60_000,
        destination: destinationIn(asked),
        category: asked.text('category'),
      });
    },
  },
  handlers: {
    go: {
      answers: 'update',
      scope: 'admin',
      async run(asked) {
        const [askedAt = '', count = '', ...rest] = asked.args;
        const wanted = readWanted(rest);
        if (asked.now - Number.parseInt(askedAt, 36) > answerWithinMs) return ask(asked, wanted);
        const replayed = await replay(asked, wanted, Number.parseInt(count, 36));
        if (replayed === 0) return ask(asked, wanted);
        return {
          embeds: [
            {
              color: colours.good,
              description: `🔁 ${replayed} put back by <@${asked.user.id}>. ${asked.mention('status')} shows how they go.`,
            },
          ],
        };
      },
    },
    leave: {
      answers: 'update',
      scope: 'read',
      run: () => ({ embeds: [{ color: colours.plain, description: 'Nothing was replayed.' }] }),
    },
  },
} satisfies SlashCommand;

async function ask(asked: Asked, wanted: Wanted): Promise<Reply> {
  const { matched } = await replayDeliveries(asked.deps, asked.actor, filterOf(wanted), { dryRun: true });
  const what = [
    wanted.category === undefined ? '' : ` of the category ${categoryName(categoryIn(wanted.category) ?? 'errors')}`,
    wanted.destination === undefined ? '' : ` for ${placeNamed(asked, wanted.destination)}`,
    wanted.since === undefined ? '' : ` since ${ago(wanted.since)}`,
  ].join('');
  if (matched === 0) return { embeds: [{ color: colours.good, description: `Nothing has failed${what}.` }] };
  const id = asked.id('go', asked.now.toString(36), matched.toString(36), ...writeWanted(wanted));
  return {
    embeds: [
      {
        color: colours.warn,
        title: `Replay ${matched} failed ${matched === 1 ? 'delivery' : 'deliveries'}?`,
        description: `Everything that has failed${what} is sent again. Who has received a message already may get it twice.`,
      },
    ],
    components: row(
      button(id, `Replay ${matched}`, { style: 'bad', emoji: '🔁' }),
      button(asked.id('leave'), 'Leave it'),
    ),
  };
}

/** How many were put back; none where by now so many have failed that the number must be confirmed anew. */
async function replay({ deps, actor }: Asked, wanted: Wanted, confirm: number): Promise<number> {
  try {
    return (await replayDeliveries(deps, actor, filterOf(wanted), { dryRun: false, confirm })).replayed;
  } catch (error) {
    if (error instanceof CrierError && error.code === 'confirmation_needed') return 0;
    throw error;
  }
}

/** @throws CrierError `not_found`. */
function destinationIn(asked: Asked): string | undefined {
  const named = asked.text('destination');
  if (named === undefined) return undefined;
  const found = asked.deps.registries.destinations.named(asked.store.id, named);
  if (found !== undefined) return found.id;
  throw new CrierError('not_found', `There is no destination "${named}". Choose one from the list.`);
}

function filterOf({ since, destination, category }: Wanted) {
  return { since, destination, category: categoryIn(category), status: 'failed' as const };
}

function writeWanted({ since, destination, category }: Wanted): string[] {
  return [
    since === undefined ? '' : (since / 60_000).toString(36),
    destination === undefined ? '' : shortId(destination),
    category ?? '',
  ];
}

function readWanted([minutes = '', destination = '', category = '']: readonly string[]): Wanted {
  return {
    since: minutes === '' ? undefined : Number.parseInt(minutes, 36) * 60_000,
    destination: destination === '' ? undefined : longId('dst', destination),
    category: category || undefined,
  };
}
