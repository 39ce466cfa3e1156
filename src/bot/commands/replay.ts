import { longId, shortId } from '../../discord/custom-id.ts';
import { CrierError } from '../../model/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { button, row } from '../components.ts';
import { deliveryReply } from '../delivery-reply.ts';
import { findDelivery } from '../find-delivery.ts';
import { ago, colours } from '../format.ts';
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
import type { Reply, SlashCommand } from '../slash-command.ts';

/** A question that is older than this is asked again: what it counted may be another number by now. */
const answerWithinMs = 5 * 60_000;

/** The failed deliveries that are meant. */
interface Selection {
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
    async run(context) {
      const one = context.text('delivery');
      // A single delivery has a button of its own.
      if (one !== undefined) return deliveryReply(context, await findDelivery(context, one));
      const sinceMs = durationIn(context.text('since'));
      return ask(context, {
        since: sinceMs === undefined ? undefined : Math.floor((context.now - sinceMs) / 60_000) * 60_000,
        destination: destinationIn(context),
        category: context.text('category'),
      });
    },
  },
  handlers: {
    go: {
      answers: 'update',
      scope: 'admin',
      async run(context) {
        const [askedAt = '', count = '', ...rest] = context.args;
        const selection = readSelection(rest);
        if (context.now - Number.parseInt(askedAt, 36) > answerWithinMs) return ask(context, selection);
        const replayed = await replay(context, selection, Number.parseInt(count, 36));
        if (replayed === 0) return ask(context, selection);
        return {
          embeds: [
            {
              color: colours.good,
              description: `🔁 ${replayed} put back by <@${context.user.id}>. ${context.mention('status')} shows how they go.`,
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

async function ask(context: CommandContext, selection: Selection): Promise<Reply> {
  const { matched } = await context.actions.deliveries.replayAll(context.actor, filterOf(selection), { dryRun: true });
  const what = [
    selection.category === undefined
      ? ''
      : ` of the category ${categoryName(categoryIn(selection.category) ?? 'errors')}`,
    selection.destination === undefined ? '' : ` for ${placeNamed(context, selection.destination)}`,
    selection.since === undefined ? '' : ` since ${ago(selection.since)}`,
  ].join('');
  if (matched === 0) return { embeds: [{ color: colours.good, description: `Nothing has failed${what}.` }] };
  const id = context.id('go', context.now.toString(36), matched.toString(36), ...writeSelection(selection));
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
      button(context.id('leave'), 'Leave it'),
    ),
  };
}

/** The number that was put back; none where by now so many have failed that it must be confirmed anew. */
async function replay({ actions, actor }: CommandContext, selection: Selection, confirm: number): Promise<number> {
  try {
    return (await actions.deliveries.replayAll(actor, filterOf(selection), { dryRun: false, confirm })).replayed;
  } catch (error) {
    if (error instanceof CrierError && error.code === 'confirmation_needed') return 0;
    throw error;
  }
}

/** @throws CrierError `not_found`. */
function destinationIn(context: CommandContext): string | undefined {
  const named = context.text('destination');
  if (named === undefined) return undefined;
  const found = context.actions.destinations.find(context.actor, named);
  if (found !== undefined) return found.id;
  throw new CrierError('not_found', `There is no destination "${named}". Choose one from the list.`);
}

function filterOf({ since, destination, category }: Selection) {
  return { since, destination, category: categoryIn(category), status: 'failed' as const };
}

function writeSelection({ since, destination, category }: Selection): string[] {
  return [
    since === undefined ? '' : (since / 60_000).toString(36),
    destination === undefined ? '' : shortId(destination),
    category ?? '',
  ];
}

function readSelection([minutes = '', destination = '', category = '']: readonly string[]): Selection {
  return {
    since: minutes === '' ? undefined : Number.parseInt(minutes, 36) * 60_000,
    destination: destination === '' ? undefined : longId('dst', destination),
    category: category || undefined,
  };
}
