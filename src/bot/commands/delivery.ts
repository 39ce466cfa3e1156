import { acknowledgeDelivery } from '../../actions/acknowledge-delivery.ts';
import { cancelDelivery } from '../../actions/cancel-delivery.ts';
import { getDelivery } from '../../actions/get-delivery.ts';
import { listDeliveries } from '../../actions/list-deliveries.ts';
import { replayDelivery } from '../../actions/replay-delivery.ts';
import { longId } from '../../model/custom-id.ts';
import { CrierError } from '../../model/errors.ts';
import { acknowledged } from '../acknowledged.ts';
import type { Asked } from '../asked.ts';
import { deliveryOption } from '../options.ts';
import { colours } from '../show.ts';
import { deliveryReply } from '../show-deliveries.ts';
import type { Reply, SlashCommand } from '../slash-command.ts';

export default {
  description: {
    en: 'Everything about one delivery, with Replay and Cancel',
    de: 'Alles über eine Zustellung, mit Wiederholen und Abbrechen',
  },
  group: 'look',
  self: {
    scope: 'read',
    options: { id: deliveryOption },
    run: async (asked) => show(asked, await idOf(asked, asked.required('id'))),
  },
  handlers: {
    show: { answers: 'update', scope: 'read', run: (asked) => show(asked, pressed(asked)) },
    replay: {
      answers: 'update',
      scope: 'admin',
      async run(asked) {
        const id = pressed(asked);
        const replayed = await replayDelivery(asked.deps, asked.actor, id);
        return note(await show(asked, replayed.id), `Replayed by <@${asked.user.id}>.`);
      },
    },
    // Under the message of an event, which stays what it is.
    resend: {
      answers: 'reply',
      scope: 'admin',
      isForAll: true,
      async run(asked) {
        const { id } = await replayDelivery(asked.deps, asked.actor, pressed(asked));
        return note(await show(asked, id), 'Put back into its lane.');
      },
    },
    acknowledge: {
      answers: 'update',
      scope: 'admin',
      isForAll: true,
      async run(asked) {
        await acknowledgeDelivery(asked.deps, asked.actor, pressed(asked));
        return acknowledged(asked);
      },
    },
    cancel: {
      answers: 'update',
      scope: 'admin',
      async run(asked) {
        await cancelDelivery(asked.deps, asked.actor, pressed(asked));
        return note(await show(asked, pressed(asked)), `Cancelled by <@${asked.user.id}>.`);
      },
    },
  },
} satisfies SlashCommand;

const pressed = ({ args: [short = ''] }: Asked) => longId('dlv', short);

async function show(asked: Asked, id: string): Promise<Reply> {
  return deliveryReply(asked, await getDelivery(asked.deps, asked.actor, id));
}

/** An id as it stands, or the newest delivery that the words fit. */
async function idOf({ deps, actor }: Asked, text: string): Promise<string> {
  if (/^dlv_[0-9a-f]{32}$/.test(text)) return text;
  const { rows } = await listDeliveries(deps, actor, { q: text }, { limit: 1 });
  const [found] = rows;
  if (found !== undefined) return found.delivery.id;
  throw new CrierError('not_found', `Nothing fits "${text}". Type a player, a type or an id and choose from the list.`);
}

function note(reply: Reply, text: string): Reply {
  return { ...reply, embeds: [...(reply.embeds ?? []), { color: colours.good, description: text }] };
}
