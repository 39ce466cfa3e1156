import { ComponentType, TextInputStyle } from 'discord.js';
import type { RouteReport } from '../../actions/routes/report-route.ts';
import { embedLimits, interactionLimits } from '../../discord/limits.ts';
import { CrierError } from '../../model/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { colours, leadsTo, listOf, safe } from '../format.ts';
import { roleIn, roleOption, routeKeyOption, routeOption, severityIn, severityOption } from '../options.ts';
import { type ChannelRoute, noteOf, routeToChannel } from '../route-to-channel.ts';
import type { Modal, Reply, SlashCommand, Subcommand } from '../slash-command.ts';
import { testLines } from '../test-line.ts';

export default {
  description: { en: 'Where events go', de: 'Wohin Ereignisse gehen' },
  group: 'set up',
  subcommands: {
    list: { description: { en: 'All routes', de: 'Alle Routen' }, scope: 'read', run: list },
    set: {
      description: {
        en: 'Lead events into a channel, or change what counts for them where they go',
        de: 'Ereignisse in einen Kanal leiten, oder ändern, was dort für sie gilt',
      },
      scope: 'admin',
      options: {
        key: routeKeyOption,
        channel: { kind: 'channel', description: { en: 'Into this channel', de: 'In diesen Kanal' } },
        severity: severityOption,
        role: roleOption,
      },
      modal: (context) =>
        context.channel('channel') === undefined && !saysRule(context)
          ? urlModal(context, context.required('key'))
          : undefined,
      async run(context) {
        const channel = context.channel('channel');
        const key = context.required('key');
        const rule = ruleIn(context);
        if (channel !== undefined) return goesTo(key, await routeToChannel(context, key, channel, rule));
        if (saysRule(context)) return goesTo(key, await context.actions.routes.change(context.actor, key, rule));
        // The modal was not opened: what cannot stand in its id is no key.
        throw new CrierError('invalid_request', `"${key}" is no key of a route. Choose one from the list.`);
      },
    },
    clear: {
      description: { en: 'Take a route away; its events go where the others say', de: 'Eine Route entfernen' },
      scope: 'admin',
      options: { route: routeOption },
      async run(context) {
        const key = context.required('route');
        await context.actions.routes.delete(context.actor, key);
        return good(`The route **${safe(key)}** is gone. Its events go where the other routes say.`);
      },
    },
    test: {
      description: { en: 'Send a test message through a route', de: 'Eine Testnachricht über eine Route senden' },
      scope: 'admin',
      options: { route: routeKeyOption },
      async run(context) {
        const key = context.required('route');
        const report = await context.actions.routes.test(context.actor, key);
        return {
          embeds: [
            {
              color: report.outcome === 'delivered' ? colours.good : colours.warn,
              description: testLines(key, report),
            },
          ],
        };
      },
    },
    mute: mute(true),
    unmute: mute(false),
  },
  handlers: {
    url: {
      answers: 'reply',
      scope: 'admin',
      async run(context) {
        const [key = ''] = context.args;
        return goesTo(
          key,
          await context.actions.routes.change(context.actor, key, { webhook: context.required('url') }),
        );
      },
    },
  },
} satisfies SlashCommand;

/** The part of a route's rule that was given with the command. */
const ruleIn = (context: CommandContext) => ({
  minSeverity: severityIn(context.text('severity')),
  mentionRole: roleIn(context.text('role')),
});

const saysRule = (context: CommandContext) => (context.text('severity') ?? context.text('role')) !== undefined;

function mute(muted: boolean): Subcommand {
  return {
    description: muted
      ? { en: 'Record the events of a route without sending them', de: 'Ereignisse einer Route nur aufzeichnen' }
      : { en: 'Send the events of a route again', de: 'Ereignisse einer Route wieder senden' },
    scope: 'admin',
    options: { route: muted ? routeKeyOption : routeOption },
    async run(context) {
      const key = context.required('route');
      // A name that no route has is answered as such: nothing of it is muted.
      if (!muted) context.actions.routes.get(context.actor, key);
      const { route } = await context.actions.routes.change(context.actor, key, { muted });
      const what = muted ? 'muted: its events are recorded and not sent' : 'no longer muted';
      return good(`The route **${safe(route.key)}** is ${what}.`);
    },
  };
}

function urlModal(context: CommandContext, key: string): Modal | undefined {
  const id = context.id('url', key);
  if (id === undefined) return undefined;
  return {
    custom_id: id,
    title: `Webhook for ${key}`.slice(0, interactionLimits.modalTitle),
    components: [
      {
        type: ComponentType.Label,
        label: 'Webhook URL',
        description: 'Channel settings → Integrations → Webhooks → Copy Webhook URL',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'url',
          style: TextInputStyle.Short,
          placeholder: 'https://discord.com/api/webhooks/…',
          min_length: 60,
          max_length: 400,
          required: true,
        },
      },
    ],
  };
}

function list(context: CommandContext): Reply {
  const routes = context.actions.routes.list(context.actor);
  const lines = routes.map(lineOf);
  const none = `There is none yet. ${context.mention('setup')} makes them, ${context.mention('route set')} makes one.`;
  const description = lines.length === 0 ? none : listOf(lines, embedLimits.description);
  return { embeds: [{ color: colours.plain, title: 'Routes', description }] };
}

function lineOf(report: RouteReport): string {
  const { route, destination } = report;
  const places = [...new Set(Object.values(route.provisioned ?? {}))];
  const rules = [
    route.muted ? 'muted' : '',
    route.minSeverity === undefined ? '' : `from ${route.minSeverity}`,
    route.application === undefined ? '' : `only ${safe(route.application)}`,
    route.mentionRole === undefined ? '' : `pings <@&${route.mentionRole}>`,
    destination === undefined || destination.state === 'active' ? '' : destination.state,
    places.length === 0 ? '' : `set in ${safe(places.join(', '))}`,
  ].filter(Boolean);
  return `**${safe(route.key)}** → ${leadsTo(report)}${rules.length === 0 ? '' : ` (${rules.join(', ')})`}`;
}

function goesTo(key: string, set: ChannelRoute): Reply {
  const { check, inheritsFrom } = set;
  const to = inheritsFrom === undefined || inheritsFrom === 'preview' ? 'to ' : '';
  const note = noteOf(set) && `\n${noteOf(set)}`;
  const doubt = check.result === 'ok' ? '' : `\nDiscord could not be asked about it: ${safe(check.reason, 200)}`;
  return good(`**${safe(key)}** goes ${to}${leadsTo(set)} from now on.${note}${doubt}`);
}

const good = (text: string): Reply => ({ embeds: [{ color: colours.good, description: `✅ ${text}` }] });
