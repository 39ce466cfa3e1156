import { z } from 'zod';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';

const report = z.object({
  destination: z.string(),
  outcome: z.string(),
  reason: z.string().nullable(),
  status_code: z.number().nullable(),
  message_url: z.string().nullable(),
  latency_ms: z.number().nullable(),
});

export default {
  declare(program, run) {
    program
      .command('test <key>')
      .description('send a test message along a route, and tell what Discord answered')
      .action(run(test));
  },
} satisfies CliCommand;

async function test(context: CliContext, key: string): Promise<Result> {
  const answer = await context.request('POST', `/v1/routes/${encodeURIComponent(key)}/test`);
  const { destination, outcome, reason, status_code, message_url, latency_ms } = read(report, answer);
  if (outcome === 'delivered') {
    const link = message_url === null ? '' : `\n  ${message_url}`;
    const text = `${context.paint('green', '✓')} Delivered to ${destination} in ${latency_ms ?? 0} ms.${link}`;
    return { text, data: answer };
  }
  const status = status_code === null ? '' : ` (${status_code})`;
  return {
    text: `${context.paint('red', '✗')} ${destination}: ${outcome}${status}: ${reason ?? 'no reason was told'}.`,
    data: answer,
    code: 1,
  };
}
