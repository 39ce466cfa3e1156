import type { z } from 'zod';
import type { endpointSchema } from '../contract/endpoint.ts';
import { shownEndpointFields } from '../contract/endpoint-fields.ts';
import type { CliContext, Colour } from './context.ts';
import { pad, when } from './format.ts';
import { healthColours, healthWords } from './state-words.ts';

type Endpoint = z.infer<typeof endpointSchema>;

/** The state of an endpoint in a word and a colour. */
export function lightOf({ state, health }: Endpoint): [string, Colour] {
  return [state === 'active' ? healthWords[health] : state, healthColours[health]];
}

/** Everything about an endpoint, a line each; secrets aside. */
export function describeEndpoint(context: CliContext, one: Endpoint): string {
  const [state, colour] = lightOf(one);
  const time = (text: string | null) => (text === null ? undefined : when(text, context.now()));
  const facts: [string, string | undefined][] = [
    ['Address', one.url],
    ['State', one.problem === null ? state : `${state}: ${one.problem}`],
    ['Paused until', one.paused_until ?? undefined],
    ['Failing since', time(one.failing_since)],
    ...said(one),
    ['Signed with', one.secret_hint === null ? undefined : `secret ${one.secret_hint}`],
    ['Old secret', one.old_secret_valid_until === null ? undefined : `signs too until ${one.old_secret_valid_until}`],
    ['Logs in by', one.authorization],
    ['Extra headers', one.headers.join(', ')],
    ['Waiting', String(one.pending)],
    ['Failed', String(one.failed)],
    ['Delivered', String(one.delivered)],
    ['Last success', time(one.last_success_at) ?? 'never'],
    ['Last failure', one.last_failure === null ? undefined : `${time(one.last_failure_at)}: ${one.last_failure}`],
    ['Set in', one.provisioned_by ?? undefined],
    ['Id', one.id],
  ];
  const lines = facts.flatMap(([title, value]) => (value ? [`${pad(title, 15)}${value}`] : []));
  const body = one.body === null ? [] : ['', 'Body:', one.body];
  const title = `${context.paint(colour, '●')} ${one.name}`;
  return [title, '', ...lines, ...body].join('\n');
}

/** The fields that were said of it, under their titles; the body stands by itself. */
function said(one: Endpoint): [title: string, value: string | undefined][] {
  const { body: _, ...fields } = shownEndpointFields;
  const values = new Map<string, unknown>(Object.entries(one));
  return Object.entries(fields).map(([key, { label }]) => {
    const value = values.get(key) ?? undefined;
    return [label, value === undefined ? undefined : [value].flat().join(', ')];
  });
}
