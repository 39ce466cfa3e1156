import type { TestReport } from '../contract/test-report.ts';
import { outcomeWords } from '../model/state-words.ts';
import { safe } from './format.ts';

/** The outcome of a test, on one line. */
export function testLine({ copiedTo, ...report }: TestReport): string {
  const also = copiedTo.length === 0 ? '' : ` Sent along ${copiedTo.map((key) => safe(key)).join(', ')} too.`;
  return `${outcomeLine(report)}${also}`;
}

function outcomeLine({ outcome, reason, messageUrl, latencyMs }: Omit<TestReport, 'copiedTo'>): string {
  if (outcome === 'delivered') {
    const took = latencyMs === undefined ? '' : ` in ${Math.round(latencyMs)} ms`;
    return messageUrl === undefined ? `✅ Delivered${took}.` : `✅ [Delivered](${messageUrl})${took}.`;
  }
  const word = Object.entries(outcomeWords).find(([kind]) => kind === outcome)?.[1] ?? outcome;
  return `⚠️ ${word}${reason === undefined ? '' : `: ${safe(reason, 300)}`}`;
}
