import { isTemplate, templatePaths } from '../lib/template.ts';
import { checkHidden, checkPath, checkSteps, checkType, type UnknownName } from '../looks/check-name.ts';
import type { CrierFile } from './crier-yaml.ts';
import type { SettingsWarning } from './settings.ts';

type Path = (string | number)[];

/** Names in the looks, routes and endpoints of the file that are likely misspelt, though some sender may use them. */
export function lookWarnings({ content, placeOf }: Pick<CrierFile, 'content' | 'placeOf'>): SettingsWarning[] {
  const warnings: SettingsWarning[] = [];
  const warn = (path: Path, unknown: UnknownName | undefined, consequence: string, shown = unknown?.name ?? '') => {
    if (unknown === undefined) return;
    const cure = unknown.nearest === undefined ? 'Correct it or remove it.' : `Did you mean ${unknown.nearest}?`;
    warnings.push({ what: `${placeOf(path)}: ${shown} ${consequence}`, cure });
  };
  const warnOfType = (path: Path, key: string) =>
    warn(path, checkType(key), 'is no event type that Crier knows; it counts only if a sender of yours uses it');

  for (const [id, store] of Object.entries(content?.stores ?? {})) {
    for (const key of Object.keys(store.routes ?? {})) warnOfType(['stores', id, 'routes', key], key);
    for (const [index, { events }] of (store.endpoints ?? []).entries())
      for (const key of typeof events === 'string' ? [events] : (events ?? []))
        warnOfType(['stores', id, 'endpoints', index, 'events'], key);
    for (const [key, look] of Object.entries(store.looks ?? {})) {
      const path = ['stores', id, 'looks', key];
      warnOfType(path, key);
      for (const part of ['title', 'text'] as const) {
        for (const steps of tagsIn(look[part]))
          warn([...path, part], checkSteps(steps), 'is no name that Crier knows; it stays empty if no sender fills it');
        for (const name of singleBraces(look[part] ?? ''))
          warnings.push({
            what: `${placeOf([...path, part])}: {${name}} is shown as it stands`,
            cure: `Write {{ variables.${name} }} for a variable of BotGhost, or {{ data.${name} }} for a key of the event's data.`,
          });
      }
      for (const name of look.hide ?? [])
        warn([...path, 'hide'], checkHidden(name), 'is no field that Crier knows; nothing is hidden by it');
      for (const [index, { from }] of (look.fields ?? []).entries())
        for (const one of typeof from === 'string' ? [from] : from)
          warn(
            [...path, 'fields', index, 'from'],
            checkPath(one),
            'is no name that Crier knows; the field is left out',
          );
    }
  }
  return warnings;
}

function tagsIn(text: string | undefined): Path[] {
  return text !== undefined && isTemplate(text) ? templatePaths(text) : [];
}

/** Names in single braces, as BotGhost and others write their tags. */
function singleBraces(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![{%$])\{([A-Za-z_][\w.]*)\}(?!\})/g)].flatMap(([, name]) => name ?? []))];
}
