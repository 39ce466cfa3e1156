import { longId } from '../../discord/custom-id.ts';
import { deliveryStatuses } from '../../model/delivery.ts';
import { acknowledged } from '../acknowledged.ts';
import type { CommandContext } from '../command-context.ts';
import { deliveryReply } from '../delivery-reply.ts';
import { findDelivery } from '../find-delivery.ts';
import { colours } from '../format.ts';
import { deliveryOption } from '../options.ts';
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
    run: async (context) => deliveryReply(context, await findDelivery(context, context.required('id'))),
  },
  handlers: {
    show: { answers: 'update', scope: 'read', run: (context) => show(context, pressed(context)) },
    replay: {
      answers: 'update',
      scope: 'admin',
      async run(context) {
        const id = pressed(context);
        const seen = deliveryStatuses.find((status) => status === context.args[1]);
        const replayed = await context.actions.deliveries.replay(context.actor, id, seen);
        return note(await show(context, replayed.id), `Replayed by <@${context.user.id}>.`);
      },
    },
    // Under the message of an event, which stays what it is.
    resend: {
      answers: 'reply',
      scope: 'admin',
      isForAll: true,
      async run(context) {
        const { id } = await context.actions.deliveries.replay(context.actor, pressed(context));
        return note(await show(context, id), 'Put back into its lane.');
      },
    },
    acknowledge: {
      answers: 'update',
      scope: 'admin',
      isForAll: true,
      async run(context) {
        await context.actions.deliveries.acknowledge(context.actor, pressed(context));
        return acknowledged(context);
      },
    },
    cancel: {
      answers: 'update',
      scope: 'admin',
      async run(context) {
        await context.actions.deliveries.cancel(context.actor, pressed(context));
        return note(await show(context, pressed(context)), `Cancelled by <@${context.user.id}>.`);
      },
    },
  },
} satisfies SlashCommand;

const pressed = ({ args: [short = ''] }: CommandContext) => longId('dlv', short);

async function show(context: CommandContext, id: string): Promise<Reply> {
  return deliveryReply(context, await context.actions.deliveries.get(context.actor, id));
}

function note(reply: Reply, text: string): Reply {
  return { ...reply, embeds: [...(reply.embeds ?? []), { color: colours.good, description: text }] };
}
