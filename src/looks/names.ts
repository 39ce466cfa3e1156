import type { LookField, ShownField } from '../model/look.ts';
import * as field from './_fields.ts';
import { allLooks, pathsOf } from './catalogue.ts';

/**
 * Names that mean the same whichever source an event came from: `package` is what was sold, under whatever key its
 * platform tells it. They stand in templates, in `fields` and in `hide`.
 */
export const commonNames: Readonly<Record<string, LookField>> = {
  amount: field.amount,
  package: { ...field.packages, from: [...pathsOf(field.packages), ...pathsOf(field.plan)] },
  quantity: field.quantity,
  server: field.server,
  gateway: field.gateway,
  transaction: field.transaction,
  order: field.order,
  invoice: field.invoice,
  coupon: field.coupon,
  discount: field.discount,
  tax: field.tax,
  fee: field.fee,
  net: field.net,
  country: field.country,
  creator_code: field.creatorCode,
  reason: field.reason,
  reason_code: field.reasonCode,
  expires: field.expires,
  status: field.status,
  message: field.message,
  plan: field.plan,
  interval: field.interval,
  renews: field.renews,
  subscription: field.subscription,
  command: field.command,
  perk: field.perk,
  duration: field.duration,
  attempt: field.attempt,
  points: field.points,
  balance: field.balance,
  tier: field.tier,
  reward: field.reward,
  goal: field.goal,
  player: { label: 'Player', from: 'player', as: 'person' },
  recipient: { label: 'Recipient', from: 'recipient', as: 'person' },
  occurred_at: { label: 'Time', from: 'occurred_at', as: 'time' },
};

/** The field that a common name stands for; undefined where it is none. */
export function commonField(name: string): LookField | undefined {
  return Object.hasOwn(commonNames, name) ? commonNames[name] : undefined;
}

/** The fields of the catalogue, by each of their paths. */
const byPath = new Map<string, LookField>();
for (const one of [...Object.values(commonNames), ...allLooks.flatMap(({ fields = [] }) => fields)])
  for (const path of pathsOf(one)) if (!byPath.has(path)) byPath.set(path, one);

/** The keys of `data` that the catalogue knows. */
export const knownDataKeys: readonly string[] = [
  ...new Set([...byPath.keys()].flatMap((path) => /^data\.([^.[]+)/.exec(path)?.[1] ?? [])),
];

/** The labels that built-in fields have. */
export const knownLabels: readonly string[] = [
  ...new Set([...byPath.values(), ...allLooks.flatMap(({ fields = [] }) => fields)].map(({ label }) => label)),
];

/**
 * A field as a store's owner said it, complete: a common name means all its paths, and what was not said of label and
 * form is taken from the catalogue. The label is missing where nothing knows one.
 */
export function completeField({ label, from, as, inline }: ShownField): ShownField {
  const [first = '', ...others] = pathsOf({ from });
  const known = commonField(first) ?? (label === undefined ? byPath.get(first) : undefined);
  const paths = [first, ...others].flatMap((path) => pathsOf(commonField(path) ?? { from: path }));
  return {
    label: label ?? known?.label,
    from: paths,
    as: as ?? known?.as,
    inline: inline ?? known?.inline,
  };
}
