import { routeSchema } from '../../contract/route.ts';
import { testReportSchema } from '../../contract/test-report.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { outcomeWord } from '../state-words.ts';

export default {
  declare(program, run) {
    const command = program
      .command('test <key>')
      .helpGroup(groups.send)
      .summary('send a test message along a route, and tell what came of it')
      .description(
        'Sends a test message along a route ("default", a category …), or the one that such events take, and tells what Discord answered.',
      )
      .action(run(test));
    examples(command, 'test default');
  },
} satisfies CliCommand;

async function test(context: CliContext, key: string): Promise<Result> {
  const answer = await context.request('POST', `/v1/routes/${encodeURIComponent(key)}/test`);
  const report = read(testReportSchema, answer);
  const { destination, route, copied_to, outcome, reason, status_code, message_url, latency_ms, delivery_id } = report;
  const also = copied_to.length === 0 ? '' : ` Sent along ${copied_to.join(', ')} too.`;
  const taken = route === null || route === key ? '' : ` (${key} has no route of its own and takes ${route})`;
  const { text, colour, mark } = outcomeWord(outcome);
  if (outcome === 'delivered') {
    const link = message_url === null ? '' : `\n  ${message_url}`;
    const line = `${context.paint(colour, mark)} Delivered to ${destination} in ${latency_ms ?? 0} ms${taken}.${also}${link}`;
    return { text: line, data: answer };
  }
  const status = status_code === null ? '' : ` (HTTP ${status_code})`;
  const lines = [
    `${context.paint(colour, mark)} ${destination}: ${text}${status}${taken}.${also}`,
    `  ${reason ?? 'No reason was told.'}`,
  ];
  lines.push(`  ${await cureOf(context, outcome, route ?? key, delivery_id)}`);
  return { text: lines.join('\n'), data: answer, code: 1 };
}

async function cureOf(context: CliContext, outcome: string, key: string, delivery: string): Promise<string> {
  if (outcome === 'refused') return `What was sent, and the answer: npm run crier -- show ${delivery}`;
  if (outcome !== 'gone') return `Crier goes on by itself. How it went: npm run crier -- show ${delivery}`;
  const { provisioned } = read(routeSchema, await context.request('GET', `/v1/routes/${encodeURIComponent(key)}`));
  const place = provisioned['destination'];
  if (place !== undefined) return `Put a working URL there and restart: ${place}`;
  return `Set a working one: npm run crier -- routes set ${key} -`;
}
