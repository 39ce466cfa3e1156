import type { Finding } from '../../doctor/finding.ts';
import { count } from '../../lib/count.ts';
import type { CliCommand, CliContext, Colour, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';

const marks: Record<Finding['state'], [string, Colour]> = {
  ok: ['✓', 'green'],
  note: ['!', 'yellow'],
  bad: ['✗', 'red'],
};

export default {
  declare(program, run) {
    const command = program
      .command('doctor')
      .helpGroup(groups.look)
      .summary('check everything, and say the cure; works without the service')
      .description(
        'Checks configuration, data folder, disk, secret key, database, port, clock and every webhook, asks a running service how it stands, and says the cure. Changes nothing and works without the service. Exit code 1 where something is wrong.',
      )
      .action(run(doctor));
    examples(command, 'doctor', 'doctor --json');
  },
} satisfies CliCommand;

async function doctor(context: CliContext): Promise<Result> {
  const findings = await context.diagnose();
  const lines = findings.flatMap(({ state, what, cure }) => {
    const [mark, colour] = marks[state];
    return [`${context.paint(colour, mark)} ${what}`, ...(cure === undefined ? [] : [`    ${cure}`])];
  });
  const bad = findings.filter(({ state }) => state === 'bad').length;
  const verdict = bad === 0 ? 'Nothing is wrong.' : `${count(bad, 'thing needs', 'things need')} mending.`;
  return { text: [...lines, '', verdict].join('\n'), data: { findings, bad }, code: bad === 0 ? 0 : 1 };
}
