import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';

export default {
  declare(program, run) {
    const command = program
      .command('cancel <delivery>')
      .helpGroup(groups.mend)
      .summary('do not deliver what still waits')
      .description('Takes a delivery that still waits out of its lane; "replay" puts it back.')
      .action(run(cancel));
    examples(command, 'cancel dlv_01a1fb8f4c69721caddfd59e558bea5a');
  },
} satisfies CliCommand;

async function cancel(context: CliContext, id: string): Promise<Result> {
  if (!id.startsWith('dlv_'))
    throw new UsageError(`"${id}" is no delivery (dlv_…). "deliveries --status pending" lists them.`);
  const data = await context.request('POST', `/v1/deliveries/${encodeURIComponent(id)}/cancel`);
  return { text: `${id} is cancelled.`, data };
}
