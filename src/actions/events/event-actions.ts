import { bind } from '../bind.ts';
import { acceptEvents } from './accept-events.ts';
import { clearTestEvents, countTestEvents } from './clear-test-events.ts';
import type { EventDeps } from './event-deps.ts';
import { getEvent } from './get-event.ts';

/** The actions on events. */
export const eventActions = (deps: EventDeps) => ({
  accept: bind(deps, acceptEvents),
  get: bind(deps, getEvent),
  countTests: bind(deps, countTestEvents),
  clearTests: bind(deps, clearTestEvents),
});
