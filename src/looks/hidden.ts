import { pathsOf } from './catalogue.ts';
import { commonField } from './names.ts';
import { isUnder } from './value-at.ts';

/** Paths, and labels in lower case, of all that these names hide: paths, common names, keys of `data`, labels. */
export function hiddenBy(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => {
      const common = commonField(name);
      const paths = common === undefined ? [`data.${name}`] : pathsOf(common);
      return [name, name.toLowerCase(), ...(name.includes('.') ? [] : paths)];
    }),
  );
}

/** True for what is hidden by its path, by one above it, or by its label. */
export function isHidden(hide: ReadonlySet<string>, path: string, label: string): boolean {
  return hide.size > 0 && (isUnder(path, hide) || hide.has(label.toLowerCase()));
}
