import { listOf } from '../contract/parts.ts';
import { refusedSchema, retriedSchema } from '../contract/received.ts';
import { sourceSchema } from '../contract/source.ts';
import { read } from './api.ts';
import type { CliContext, Result } from './context.ts';
import { when } from './format.ts';

const sources = listOf(sourceSchema);
const refusedList = listOf(refusedSchema);

/** The address of a source in the API. */
export function sourcePath(id: string): string {
  return `/v1/sources/${encodeURIComponent(id)}`;
}

/** Those of every source that has refused something. */
async function listAllRefused(context: CliContext): Promise<Result> {
  const refusing = read(sources, await context.request('GET', '/v1/sources')).data.filter(({ refused }) => refused > 0);
  const results: Result[] = [];
  for (const { id } of refusing) results.push(await listRefused(context, id));
  if (results.length === 0) return { text: 'No source has refused anything.', data: { sources: [] } };
  return {
    text: results.map(({ text }, index) => `${refusing[index]?.title}\n${text}`).join('\n\n'),
    data: { sources: results.map(({ data }, index) => ({ source: refusing[index]?.id, refused: data })) },
  };
}

/** The requests that a source did not take, with the reasons; without a source those of all. */
export async function listRefused(context: CliContext, id: string | undefined): Promise<Result> {
  if (id === undefined) return listAllRefused(context);
  const answer = await context.request('GET', `${sourcePath(id)}/refused`);
  const { data } = read(refusedList, answer);
  if (data.length === 0) return { text: `${id} has refused nothing.`, data: answer };
  const hint = `\nOnce the cause is mended: npm run crier -- source retry ${id}`;
  const lines = data.flatMap(({ at, cause, detail }) => [
    `${when(at, context.now()).padEnd(12)} ${context.paint('red', cause)}`,
    `  ${detail}`,
  ]);
  return { text: [...lines, hint].join('\n'), data: answer };
}

/** Has what a source did not take looked at again. */
export async function retryRefused(context: CliContext, id: string): Promise<Result> {
  const answer = await context.request('POST', `${sourcePath(id)}/refused/retry`);
  const { believed, refused } = read(retriedSchema, answer);
  const rest = refused === 0 ? '' : ` ${refused} ${refused === 1 ? 'is' : 'are'} still refused.`;
  return { text: `${believed} of ${believed + refused} are believed now and became events.${rest}`, data: answer };
}
