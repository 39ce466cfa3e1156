import { z } from 'zod';
import type { ShownDestination } from '../model/destination.ts';
import { severities } from '../model/event.ts';
import type { Route, RoutePlaces } from '../model/route.ts';
import { choice, retryDelays, text, webUrl, yesOrNo } from './codecs.ts';
import { copiesCodec } from './copies.ts';
import { destinationSchema, presentDestination } from './destination.ts';
import { pastedChannel, pastedWebhookUrl, snowflake, username, webhookUrl } from './discord-codecs.ts';
import { type Change, type Fields, field } from './field.ts';
import { answerShape, present } from './schemas.ts';

/** The places a route may lead to: one of both. */
const places = {
  webhook: field({
    name: 'webhook',
    codec: pastedWebhookUrl,
    absent: 'kept',
    label: 'Webhook',
    description: 'Discord webhook URL that messages are posted to',
    example: 'https://discord.com/api/webhooks/…',
    isSecret: true,
  }),
  channel: field({
    name: 'channel',
    codec: pastedChannel,
    absent: 'kept',
    label: 'Channel',
    description:
      'Id of a Discord channel or thread that the bot writes into, instead of a webhook; needs DISCORD_BOT_TOKEN. Messages appear under the name of the bot',
    example: '987654321098765432',
    option: { takes: 'text', value: 'id', says: 'channel that the bot writes into, instead of a webhook' },
  }),
};

type Place = keyof typeof places;

/** The kind of destination that each place is of, and the setting of that kind which it says. */
const kindOfPlace: Readonly<Record<Place, { kind: string; setting: string }>> = {
  webhook: { kind: 'discord-webhook', setting: 'url' },
  channel: { kind: 'discord-channel', setting: 'channel_id' },
};

/** The names of the places. */
export const routePlaces: readonly string[] = Object.keys(places);

/** A destination as a route names it. */
export interface RouteTarget {
  /** `webhook` or `channel` */
  place: string;
  kind: string;
  /** As its kind accepts them. Secret. */
  settings: Readonly<Record<string, string>>;
}

/** The destinations that a route names, and all else that is said of it. */
export function splitRoute<Said extends { [Name in Place]?: string | undefined }>({ webhook, channel, ...rest }: Said) {
  const said = new Map(Object.entries({ webhook, channel } satisfies Record<Place, string | undefined>));
  const targets = Object.entries(kindOfPlace).flatMap(([place, { kind, setting }]): RouteTarget[] => {
    const value = said.get(place);
    return value === undefined ? [] : [{ place, kind, settings: { [setting]: value } }];
  });
  return { targets, rest };
}

/** The fields about the events and their messages. */
const rule = {
  application: field({
    name: 'application',
    codec: text(100, 'web'),
    absent: 'none',
    label: 'Application',
    description: "Only what this one of the store's applications sent",
    example: 'web',
    option: { takes: 'text', value: 'name', says: 'only what this application sent' },
  }),
  min_severity: field({
    name: 'minSeverity',
    codec: choice(severities),
    absent: 'none',
    label: 'From severity',
    description: 'Only events at least this severe',
    example: 'warning',
    option: { takes: 'text', value: 'severity', says: 'only what is at least that' },
  }),
  muted: field({
    name: 'muted',
    codec: yesOrNo,
    absent: { default: false },
    label: 'Muted',
    description: 'Whether events are recorded without being sent',
    example: 'true',
    option: { takes: 'switch', flag: 'mute', says: 'record events without sending them', saysNo: 'send again' },
  }),
  mention_role: field({
    name: 'mentionRole',
    codec: snowflake('the role'),
    absent: 'none',
    label: 'Role to ping',
    description: 'Id of the Discord role that every message pings',
    example: '123456789012345678',
    option: { takes: 'text', value: 'id', says: 'role to ping' },
  }),
  username: field({
    name: 'username',
    codec: username,
    absent: 'none',
    label: 'Name',
    description: "Name under which messages appear, over the webhook's own",
    example: 'Frostvale sales',
    option: { takes: 'text', value: 'name', says: 'name under which messages appear' },
  }),
  avatar_url: field({
    name: 'avatarUrl',
    codec: webUrl,
    absent: 'none',
    label: 'Picture',
    description: "Picture beside messages, over the webhook's own",
    example: 'https://example.com/frostvale.png',
    option: { takes: 'text', value: 'url', says: 'picture beside messages' },
  }),
  copies: field({
    name: 'copies',
    codec: copiesCodec,
    absent: 'none',
    label: 'Copies',
    description:
      'Routes whose places are told too, each by its own rule, such as [{ to: processing }]. Where nothing is said, a route of subscribe or unsubscribe copies to subscriptions if that has a webhook or channel of its own; [] stops that',
    example: '[{ to: processing }]',
    option: {
      takes: 'words',
      value: 'keys',
      says: 'routes that are told too, such as processing,loyalty; off: nobody else',
    },
  }),
};

/** The fields about the way to the destination. */
const sending = {
  on_uncertain: field({
    name: 'onUncertain',
    codec: choice(['resend', 'hold']),
    absent: { default: 'resend' },
    label: 'Without an answer',
    description:
      'What is done where a message was sent but no answer came: resend (which may repeat it) or hold (until a person decides)',
    example: 'hold',
    option: { takes: 'text', value: 'what', says: 'where a message was sent and no answer came' },
  }),
  retry: field({
    name: 'schedule',
    codec: retryDelays,
    absent: 'none',
    label: 'Retries',
    description: 'Delays before further attempts, such as ["1s", "5m"]; without them growing ones for a day',
    example: '[1s, 5s, 25s, 5m]',
    option: { takes: 'words', value: 'delays', says: 'delays before further attempts, such as 1s,5m' },
  }),
};

const shown = { ...rule, ...sending };

/** All that can be said of a route. */
export const routeFields = { ...places, ...shown } satisfies Fields;

/** The fields of a route in a file, where nobody else looks at what was pasted. */
export function routeFileFields(apiBase: string) {
  return {
    ...routeFields,
    webhook: { ...places.webhook, codec: webhookUrl(apiBase) },
    channel: { ...places.channel, codec: snowflake('the channel') },
  } satisfies Fields;
}

/** A change of one route. */
export type RouteChange = Change<typeof routeFields>;

export const routeSchema = z
  .object({
    key: z.string(),
    destination: destinationSchema.nullable().describe('The place that it leads to'),
    inherits: z
      .boolean()
      .describe('Whether it names no place of its own, and leads where the next route that matches does'),
    ...answerShape(shown),
    copied_to: z
      .array(z.string())
      .describe('Keys of the routes that are told too, as it is now: its copies, or what its category implies'),
    provisioned: z
      .record(z.string(), z.string())
      .describe('The fields that the operator set, with the place where each stands; these are read-only here'),
  })
  .meta({ id: 'Route' });

/** A route as it was set, with what Discord said of its webhook or channel. */
export const routeSetSchema = routeSchema.extend({
  check: z.object({ result: z.enum(['ok', 'unknown']), reason: z.string().optional() }),
});

/** A route as the API answers it. */
export function presentRoute({
  route,
  destination,
  copiedTo,
}: {
  route: Route;
  destination: ShownDestination | undefined;
  copiedTo: readonly string[];
}): z.infer<typeof routeSchema> {
  const { onUncertain = 'resend', schedule } = destination ?? {};
  return {
    key: route.key,
    destination: destination === undefined ? null : presentDestination(destination),
    inherits: route.destination === undefined,
    ...present(shown, { ...route, onUncertain, schedule }),
    copied_to: [...copiedTo],
    provisioned: presentPlaces(route.provisioned ?? {}),
  };
}

function presentPlaces(places: RoutePlaces): Record<string, string> {
  const wire = new Map(Object.entries(shown).map(([key, { name }]): [string, string] => [name, key]));
  return Object.fromEntries(Object.entries(places).map(([name, place]) => [wire.get(name) ?? name, place]));
}
