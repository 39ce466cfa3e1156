import type { z } from 'zod';
import { activitySchema } from '../../contract/activity.ts';
import { oneLine } from '../../lib/text.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, NoServiceError } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { outcomeWord } from '../state-words.ts';

type Told = z.infer<typeof activitySchema>;

/** Between two tries to connect again. */
const pauseMs = 2_000;

/** Events whose type is remembered, to name it when they are delivered. */
const mostRemembered = 1_000;

export default {
  declare(program, run) {
    const command = program
      .command('tail')
      .helpGroup(groups.look)
      .summary('show what happens, as it happens')
      .description('Shows what happens, as it happens, until Ctrl+C; with --json a line of JSON each.')
      .action(run(tail));
    examples(command, 'tail', 'tail --json');
  },
} satisfies CliCommand;

async function tail(context: CliContext): Promise<undefined> {
  const types = new Map<string, string>();
  let hasListened = false;
  const onOpen = () => {
    context.note(context.paint('dim', `listening to ${context.serviceUrl()}, Ctrl+C ends`));
    hasListened = true;
  };
  for (;;) {
    try {
      for await (const { data } of context.stream('/v1/tail', onOpen)) {
        if (context.isJson) context.sayJson(data);
        else context.say(write(context, read(activitySchema, data), types));
      }
    } catch (error) {
      // A service that restarts comes back; a refused key does not get better.
      const isLost = !(error instanceof CliError) || error instanceof NoServiceError;
      if (!hasListened || !isLost) throw error;
    }
    await context.sleep(pauseMs);
  }
}

function write(context: CliContext, told: Told, types: Map<string, string>): string {
  const time = context.paint('dim', new Date(context.now()).toTimeString().slice(0, 8));
  const line = (mark: string, ...parts: (string | undefined)[]) =>
    [time, mark, ...parts.filter((part) => part !== undefined && part !== '')].join(' ');
  switch (told.kind) {
    case 'event.accepted': {
      remember(types, told);
      const price = told.amount && `${told.amount.value} ${told.amount.currency}`;
      const what = [told.player, price, told.title].filter((part) => part !== undefined).map(oneLine);
      return line(context.paint('cyan', '→'), told.type, ...what, context.paint('dim', told.id ?? ''));
    }
    case 'event.duplicate':
      return line(context.paint('dim', '='), 'known already, nothing stored', context.paint('dim', told.id ?? ''));
    case 'delivery.attempted': {
      const { mark, text, colour } = outcomeWord(told.outcome ?? '');
      const what = types.get(told.event ?? '');
      const where = `${text}, ${told.destination ?? ''}, ${told.latency_ms ?? 0} ms`;
      const why = told.reason && oneLine(`(${told.reason})`);
      return line(context.paint(colour, mark), what, where, why, context.paint('dim', told.delivery ?? ''));
    }
    default: {
      const isBroken = told.state === 'broken';
      const mark = context.paint(isBroken ? 'red' : 'green', '●');
      return line(mark, told.destination, isBroken ? 'is broken:' : `is ${told.state ?? told.kind}`, told.reason);
    }
  }
}

function remember(types: Map<string, string>, { id, type }: Told): void {
  if (id === undefined || type === undefined) return;
  types.set(id, type);
  const [oldest] = types.keys();
  if (types.size > mostRemembered && oldest !== undefined) types.delete(oldest);
}
