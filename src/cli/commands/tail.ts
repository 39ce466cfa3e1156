import { z } from 'zod';
import { type CliCommand, type CliContext, CliError, type Colour } from '../context.ts';

const line = z.looseObject({
  kind: z.string(),
  id: z.string().optional(),
  type: z.string().optional(),
  player: z.string().optional(),
  delivery: z.string().optional(),
  destination: z.string().optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  state: z.string().optional(),
  status_code: z.number().optional(),
  latency_ms: z.number().optional(),
});

/** Between two tries to connect again. */
const pauseMs = 2_000;

export default {
  declare(program, run) {
    program.command('tail').description('show what happens, as it happens').action(run(tail));
  },
} satisfies CliCommand;

async function tail(context: CliContext): Promise<undefined> {
  let hasListened = false;
  for (;;) {
    try {
      for await (const { data } of context.stream('/v1/tail', new AbortController().signal)) {
        hasListened = true;
        if (context.isJson) context.sayJson(data);
        else context.say(write(context, line.parse(data)));
      }
    } catch (error) {
      if (error instanceof CliError && !hasListened) throw error;
    }
    context.say(context.paint('dim', 'the connection ended; listening again'));
    await context.sleep(pauseMs);
  }
}

function write(context: CliContext, told: z.infer<typeof line>): string {
  const time = context.paint('dim', new Date(context.now()).toISOString().slice(11, 19));
  switch (told.kind) {
    case 'event.accepted':
      return `${time} ${context.paint('cyan', '→')} ${told.type ?? ''} ${told.player ?? ''}  ${told.id ?? ''}`;
    case 'event.duplicate':
      return `${time} ${context.paint('dim', '=')} known already  ${told.id ?? ''}`;
    case 'delivery.attempted': {
      const colour: Colour =
        told.outcome === 'delivered'
          ? 'green'
          : told.outcome === 'refused' || told.outcome === 'gone'
            ? 'red'
            : 'yellow';
      const reason = told.reason === undefined ? '' : `: ${told.reason}`;
      return `${time} ${context.paint(colour, told.outcome ?? '')} ${told.destination ?? ''} ${told.latency_ms ?? 0} ms${reason}  ${told.delivery ?? ''}`;
    }
    default:
      return `${time} ${told.destination ?? ''} ${told.state ?? told.kind} ${told.reason ?? ''}`;
  }
}
