import { bind } from '../bind.ts';
import { checkDestinations } from './check-destinations.ts';
import type { DestinationDeps } from './destination-deps.ts';
import { findDestination } from './find-destination.ts';
import { listDestinations } from './list-destinations.ts';
import { pauseDestination } from './pause-destination.ts';
import { resumeDestination } from './resume-destination.ts';

/** The actions on destinations of every kind. */
export const destinationActions = (deps: DestinationDeps) => ({
  list: bind(deps, listDestinations),
  find: bind(deps, findDestination),
  pause: bind(deps, pauseDestination),
  resume: bind(deps, resumeDestination),
  check: bind(deps, checkDestinations),
});
