import { acknowledgeDelivery } from '../../actions/acknowledge-delivery.ts';
import { cancelDelivery } from '../../actions/cancel-delivery.ts';
import { getDelivery } from '../../actions/get-delivery.ts';
import { replayDelivery } from '../../actions/replay-delivery.ts';
import { longId } from '../../discord/custom-id.ts';
import { deliveryStatuses } from '../../model/delivery.ts';
import { acknowledged } from '../acknowledged.ts';
import type { Asked } from '../asked.ts';
import { deliveryOption } from '../options.ts';
import { colours } from '../show.ts';
import { deliveryReply, findDelivery } from '../show-deliveries.ts';
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
    run: async (asked) => deliveryReply(asked, await findDelivery(asked, asked.required('id'))),
  },
  handlers: {
    show: { answers: 'update', scope: 'read', run: (asked) => show(asked, pressed(asked)) },
    replay: {
      answers: 'update',
      scope: 'admin',
      async run(asked) {
        const id = pressed(asked);
        const seen = deliveryStatuses.find((status) => status === asked.args[1]);
        const replayed = await replayDelivery(asked.deps, asked.actor, id, seen);
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

function note(reply: Reply, text: string): Reply {
  return { ...reply, embeds: [...(reply.embeds ?? []), { color: colours.good, description: text }] };
}
