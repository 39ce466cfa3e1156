import { type EventInput, eventInputSchema } from '../../model/event.ts';
import type { SourceEvent } from '../../model/source.ts';

/** The most rounds: no more than there are fields are ever needed. */
const mostRounds = 20;

/**
 * An event of a source as the intake takes it. A platform cannot mend what it sends, so that what is not valid is left
 * out, part by part; the event itself is never lost.
 *
 * @param fallback its type where its own is not valid, such as `tebex.event`.
 */
export function mendEvent(event: SourceEvent, fallback: string): EventInput {
  let mended: Record<string, unknown> = { ...event };
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = eventInputSchema.safeParse(mended);
    if (parsed.success) return parsed.data;
    const broken = new Set(parsed.error.issues.flatMap((issue) => brokenParts(issue)));
    mended = Object.fromEntries(Object.entries(mended).filter(([key]) => !broken.has(key)));
    const type = typeof mended['type'] === 'string' ? mended['type'] : fallback;
    mended = { ...mended, type };
  }
  return { type: fallback };
}

function brokenParts(issue: { path: readonly PropertyKey[]; keys?: readonly string[] }): string[] {
  const [part] = issue.path;
  return part === undefined ? [...(issue.keys ?? [])] : [String(part)];
}
