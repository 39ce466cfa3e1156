import { ComponentType, TextInputStyle } from 'discord.js';
import type { RouteReport } from '../../actions/routes/report-route.ts';
import { routeFields } from '../../contract/route.ts';
import { embedLimits, interactionLimits } from '../../discord/limits.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import { CrierError } from '../../model/errors.ts';
import { type Severity, severities } from '../../model/event.ts';
import type { RouteCopy } from '../../model/route.ts';
import type { CommandContext } from '../command-context.ts';
import { colours, listOf, placeOf, safe } from '../format.ts';
import { routeKeyOption, routeOption } from '../options.ts';
import { type ChannelRoute, noteOf, routeToChannel } from '../route-to-channel.ts';
import type { LocalizedText, Modal, Reply, SlashCommand, Subcommand } from '../slash-command.ts';
import { testLine } from '../test-line.ts';

const severityWords = {
  info: { en: 'info: everything', de: 'info: alles' },
  success: { en: 'success', de: 'success' },
  warning: { en: 'warning', de: 'warning' },
  error: { en: 'error', de: 'error' },
  critical: { en: 'critical', de: 'critical' },
} as const satisfies Record<Severity, LocalizedText>;

export default {
  description: { en: 'Where events go', de: 'Wohin Ereignisse gehen' },
  group: 'set up',
  subcommands: {
    list: { description: { en: 'All routes', de: 'Alle Routen' }, scope: 'read', run: list },
    set: {
      description: {
        en: 'Send events into a channel; without one you are asked for a webhook URL',
        de: 'Ereignisse in einen Kanal leiten; ohne Kanal wird nach einer Webhook-URL gefragt',
      },
      scope: 'admin',
      options: {
        key: routeKeyOption,
        channel: { kind: 'channel', description: { en: 'Into this channel', de: 'In diesen Kanal' } },
      },
      modal: (context) =>
        context.channel('channel') === undefined ? urlModal(context, context.required('key')) : undefined,
      async run(context) {
        const channel = context.channel('channel');
        const key = context.required('key');
        if (channel !== undefined) return leadsTo(key, await routeToChannel(context, key, channel));
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
      options: { route: routeOption },
      async run(context) {
        const key = context.required('route');
        const report = await context.actions.routes.test(context.actor, key);
        return {
          embeds: [
            { color: report.outcome === 'delivered' ? colours.good : colours.warn, description: testLine(report) },
          ],
        };
      },
    },
    change: {
      description: {
        en: 'Change what a route sends, whom it pings and who is told too',
        de: 'Ändern, was eine Route sendet, wen sie anpingt und wer es auch erfährt',
      },
      scope: 'admin',
      options: {
        key: routeKeyOption,
        severity: {
          kind: 'text',
          description: { en: 'Only what is at least this severe', de: 'Nur, was mindestens so schwer wiegt' },
          choices: severityWords,
        },
        role: {
          kind: 'text',
          longest: 40,
          description: {
            en: 'Role to ping: its id or @role; none for nobody',
            de: 'Rolle, die angepingt wird; none für keine',
          },
        },
        copies: {
          kind: 'text',
          longest: 200,
          description: {
            en: 'Routes that are told too, such as processing, loyalty; off: nobody else',
            de: 'Routen, die es auch erfahren, etwa processing, loyalty; off: keine',
          },
        },
      },
      run: change,
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
        return leadsTo(
          key,
          await context.actions.routes.change(context.actor, key, { webhook: context.required('url') }),
        );
      },
    },
  },
} satisfies SlashCommand;

async function change(context: CommandContext): Promise<Reply> {
  const key = context.required('key');
  const severity = severities.find((one) => one === context.text('severity'));
  const copies = context.text('copies');
  const role = context.text('role')?.replace(/^<@&(\d+)>$/, '$1');
  const said = {
    ...(severity !== undefined && { minSeverity: severity === 'info' ? null : severity }),
    ...(role !== undefined && { mentionRole: role === 'none' ? null : roleOf(role) }),
    ...(copies !== undefined && { copies: copiesIn(copies) }),
  };
  const report = await context.actions.routes.change(context.actor, key, said);
  return { embeds: [{ color: colours.good, description: `✅ ${lineOf(report)}` }] };
}

function copiesIn(text: string): readonly RouteCopy[] {
  const read = routeFields.copies.codec.read(text.split(/[\s,]+/).filter(Boolean));
  if (read.ok) return read.value;
  throw new CrierError('invalid_request', `"${text}" ${read.what}: expected ${read.expected}.`);
}

function roleOf(text: string): string {
  if (isSnowflake(text)) return text;
  throw new CrierError('invalid_request', `"${text}" is no role: choose it with @, or paste its id.`);
}

function mute(muted: boolean): Subcommand {
  return {
    description: muted
      ? { en: 'Record the events of a route without sending them', de: 'Ereignisse einer Route nur aufzeichnen' }
      : { en: 'Send the events of a route again', de: 'Ereignisse einer Route wieder senden' },
    scope: 'admin',
    options: { route: muted ? routeKeyOption : routeOption },
    async run(context) {
      const key = context.required('route');
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

function lineOf({ route, destination, copiedTo }: RouteReport): string {
  const [place] = Object.values(route.provisioned ?? {});
  const rules = [
    route.destination === undefined ? 'as the next route' : '',
    copiedTo.length === 0 ? '' : `and ${copiedTo.map((key) => safe(key)).join(', ')}`,
    route.muted ? 'muted' : '',
    route.minSeverity === undefined ? '' : `from ${route.minSeverity}`,
    route.application === undefined ? '' : `only ${safe(route.application)}`,
    route.mentionRole === undefined ? '' : `pings <@&${route.mentionRole}>`,
    destination === undefined || destination.state === 'active' ? '' : destination.state,
    place === undefined ? '' : `set in ${safe(place)}`,
  ].filter(Boolean);
  return `**${safe(route.key)}** → ${placeOrNone(destination)}${rules.length === 0 ? '' : ` (${rules.join(', ')})`}`;
}

function leadsTo(key: string, set: ChannelRoute): Reply {
  const { destination, check } = set;
  const note = noteOf(set) && `\n${noteOf(set)}`;
  const doubt = check.result === 'ok' ? '' : `\nDiscord could not be asked about it: ${safe(check.reason, 200)}`;
  return good(`**${safe(key)}** goes to ${placeOrNone(destination)} from now on.${note}${doubt}`);
}

const placeOrNone = (destination: RouteReport['destination']) =>
  destination === undefined ? '*nowhere yet*' : placeOf(destination);

const good = (text: string): Reply => ({ embeds: [{ color: colours.good, description: `✅ ${text}` }] });
