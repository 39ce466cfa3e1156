import type { TestReport } from '../contract/test-report.ts';
import { outcomeWords } from '../model/state-words.ts';
import { safe } from './format.ts';

/** The outcome of a test, on one line. */
export function testLine({ outcome, reason, messageUrl, latencyMs }: TestReport): string {
  if (outcome === 'delivered') {
    const took = latencyMs === undefined ? '' : ` in ${Math.round(latencyMs)} ms`;
    return messageUrl === undefined ? `✅ Delivered${took}.` : `✅ [Delivered](${messageUrl})${took}.`;
  }
  const word = Object.entries(outcomeWords).find(([kind]) => kind === outcome)?.[1] ?? outcome;
  return `⚠️ ${word}${reason === undefined ? '' : `: ${safe(reason, 300)}`}`;
}
