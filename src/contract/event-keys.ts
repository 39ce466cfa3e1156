import { checkEventKey } from '../model/event-key.ts';
import { accept, type Read, refuse } from './parsed.ts';

/**
 * Reads what routes and looks are filed under.
 *
 * @param names stand beside event types and patterns; a single word that is nearly one of them is taken for a misspelt one.
 */
export function eventKey(names: readonly string[], expected: string): Read<string> {
  return (value) => {
    const key = String(value);
    const checked = checkEventKey(key, names);
    if (checked.ok) return accept(key);
    const guess = checked.nearest === undefined ? '' : `Did you mean "${checked.nearest}"? `;
    return refuse('is not a known key', expected, `${guess}Correct the key.`);
  };
}
