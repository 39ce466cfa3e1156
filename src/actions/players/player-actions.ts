import { bind } from '../bind.ts';
import { getPlayer } from './get-player.ts';
import { listPlayers } from './list-players.ts';
import type { PlayerDeps } from './player-deps.ts';

/** The actions on players. */
export const playerActions = (deps: PlayerDeps) => ({
  get: bind(deps, getPlayer),
  list: bind(deps, listPlayers),
});
