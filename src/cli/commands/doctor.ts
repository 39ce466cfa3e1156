import type { CliCommand, CliContext, Colour, Finding, Result } from '../context.ts';

const marks: Record<Finding['state'], [string, Colour]> = {
  ok: ['✓', 'green'],
  note: ['!', 'yellow'],
  bad: ['✗', 'red'],
};

export default {
  declare(program, run) {
    program
      .command('doctor')
      .description('check configuration, database, disk, clock and every webhook, and say the cure')
      .action(run(doctor));
  },
} satisfies CliCommand;

async function doctor(context: CliContext): Promise<Result> {
  const findings = await context.diagnose();
  const lines = findings.flatMap(({ state, what, cure }) => {
    const [mark, colour] = marks[state];
    return [`${context.paint(colour, mark)} ${what}`, ...(cure === undefined ? [] : [`    ${cure}`])];
  });
  const bad = findings.filter(({ state }) => state === 'bad').length;
  const verdict = bad === 0 ? 'Nothing is wrong.' : `${bad} to mend.`;
  return { text: [...lines, '', verdict].join('\n'), data: { findings, bad }, code: bad === 0 ? 0 : 1 };
}
