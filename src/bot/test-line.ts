import { type TestReport, testNotes } from '../contract/test-report.ts';
import { outcomeWords } from '../model/state-words.ts';
import { safe } from './format.ts';

/** The outcome of a test, and what is to be known of it beside. @param asked the key or category that was to be tested. */
export function testLines(asked: string, report: TestReport): string {
  const notes = testNotes(asked, report.route?.key, report.route?.muted);
  return [testLine(report), ...notes.map((note) => safe(note, 200))].join('\n');
}

/** The outcome of a test, on one line. */
export function testLine({ outcome, reason, messageUrl, latencyMs }: TestReport): string {
  if (outcome === 'delivered') {
    const took = latencyMs === undefined ? '' : ` in ${Math.round(latencyMs)} ms`;
    return messageUrl === undefined ? `✅ Delivered${took}.` : `✅ [Delivered](${messageUrl})${took}.`;
  }
  const word = Object.entries(outcomeWords).find(([kind]) => kind === outcome)?.[1] ?? outcome;
  return `⚠️ ${word}${reason === undefined ? '' : `: ${safe(reason, 300)}`}`;
}
