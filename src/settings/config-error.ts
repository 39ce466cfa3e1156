/** One thing that is wrong with the settings, where it is, and how it is put right. Holds no secret. */
export interface ConfigProblem {
  /** A file as the operator wrote it (`config/crier.yaml`, `.env`), or `environment`. */
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  /** The fault: `CRIER_PORT is not a port number`. */
  what: string;
  /** The right form: `a number from 1 to 65535`. */
  expected: string;
  /** The cure: `Write CRIER_PORT=8787`. */
  cure: string;
}

/** All that is wrong with the settings at once, as a text for the person who wrote them. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const clean = inOrder(problems).map(withoutWebhooks);
    super(explain(clean));
    this.problems = clean;
  }
}

/** The place of a problem, as editors and terminals link it: `config/crier.yaml:12:7`. */
export function placeOf(problem: Pick<ConfigProblem, 'file' | 'line' | 'column'>): string {
  return [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
}

function explain(problems: readonly ConfigProblem[]): string {
  const head =
    problems.length === 1 ? 'The settings have a problem.' : `The settings have ${problems.length} problems.`;
  const parts = problems.map(
    (problem) => `${placeOf(problem)}\n  ${problem.what}\n  Expected: ${problem.expected}\n  Cure: ${problem.cure}`,
  );
  return [head, ...parts].join('\n\n');
}

/** File by file, from the first line of each to its last. */
function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return problems.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

// A last gate: whoever pastes a webhook URL where a name belongs would see it quoted as that name.
function withoutWebhooks(problem: ConfigProblem): ConfigProblem {
  const mask = (text: string) => text.replace(/(webhooks\/)\d+\/[\w-]+/g, '$1…/••••');
  return { ...problem, what: mask(problem.what), expected: mask(problem.expected), cure: mask(problem.cure) };
}
