import { bind } from '../bind.ts';
import { acceptEvents } from './accept-events.ts';
import { clearTestEvents, countTestEvents } from './clear-test-events.ts';
import type { EventDeps } from './event-deps.ts';
import { getAllowance } from './get-allowance.ts';
import { getEvent } from './get-event.ts';
import { listEventTypes } from './list-event-types.ts';

/** The actions on events. */
export const eventActions = (deps: EventDeps) => ({
  accept: bind(deps, acceptEvents),
  allowance: bind(deps, getAllowance),
  get: bind(deps, getEvent),
  countTests: bind(deps, countTestEvents),
  clearTests: bind(deps, clearTestEvents),
  types: bind(deps, listEventTypes),
});
