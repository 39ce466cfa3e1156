import type { ConfigProblem } from './config-error.ts';
import type { Environment } from './environment.ts';
import type { YamlFile } from './yaml-file.ts';

const reference = /\$\$\{|\$\{([^}]*)(\}?)/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Puts the values of variables in place of `${NAME}` in every text value of a file; `$${` stands for `${` itself.
 *
 * @param problems takes each reference that cannot be filled in.
 */
export function fillIn(yaml: YamlFile, file: string, environment: Environment, problems: ConfigProblem[]): void {
  yaml.mapTexts((text, place) =>
    text.replace(reference, (whole: string, name: string | undefined, end: string | undefined) => {
      if (name === undefined) return '${';
      if (end === '' || !variableName.test(name)) {
        problems.push({
          file,
          ...place,
          what: 'a reference to a variable is malformed',
          expected: `\${NAME}, with a name of letters, digits and _`,
          cure: 'Correct it, or write $${ where ${ itself is meant.',
        });
        return whole;
      }
      const found = environment.find(name);
      if (found !== undefined) return found.text;
      problems.push({
        file,
        ...place,
        what: `the variable ${name} is not set`,
        expected: `${name} in the environment or in .env`,
        cure: `Add a line ${name}=… to .env, or take \${${name}} out of the file.`,
      });
      return whole;
    }),
  );
}

/** The names that a text refers to as `${NAME}`, also where it cannot be parsed. */
export function referredNames(text: string): Set<string> {
  return new Set([...text.matchAll(reference)].flatMap(([, name]) => name ?? []));
}
