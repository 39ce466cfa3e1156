import { describe, expect, it } from 'vitest';
import { errorOfYaml, main } from './workspace.ts';

describe('a reference to a variable', () => {
  it('that is not set is named, once, with the cure', async () => {
    const { problems } = await errorOfYaml(main('routes:', `  default: \${SALES_WEBHOOK}`));
    expect(problems).toEqual([
      {
        file: 'config/crier.yaml',
        line: 4,
        column: 16,
        what: 'the variable SALES_WEBHOOK is not set',
        expected: 'SALES_WEBHOOK in the environment or in .env',
        cure: `Add a line SALES_WEBHOOK=… to .env, or take \${SALES_WEBHOOK} out of the file.`,
      },
    ]);
  });

  it('that is blank counts as not set', async () => {
    const { problems } = await errorOfYaml(main(`name: \${TOWN}`), { TOWN: ' ' });
    expect(problems).toMatchObject([{ what: 'the variable TOWN is not set' }]);
  });

  it.each([`"\${TOWN"`, `"\${}"`, `"\${TOWN:-York}"`, `"\${my town}"`])(
    'that is malformed is refused: %s',
    async (text) => {
      const { problems } = await errorOfYaml(main(`name: ${text}`), { TOWN: 'York' });
      expect(problems).toMatchObject([{ line: 3, column: 11, what: 'a reference to a variable is malformed' }]);
    },
  );

  it('is not filled into a key', async () => {
    const { problems } = await errorOfYaml(main(`\${TOWN}: x`), { TOWN: 'name' });
    expect(problems).toMatchObject([{ what: `stores.main["\${TOWN}"] is not a known key` }]);
  });
});
