import type { CliCommand, CliContext, Result } from '../context.ts';

export default {
  declare(program, run) {
    program.command('cancel <delivery>').description('do not deliver what still waits').action(run(cancel));
  },
} satisfies CliCommand;

async function cancel(context: CliContext, id: string): Promise<Result> {
  const data = await context.request('POST', `/v1/deliveries/${encodeURIComponent(id)}/cancel`);
  return { text: `${id} is cancelled.`, data };
}
