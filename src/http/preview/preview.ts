import { type Request, Router } from 'express';
import type { Actor } from '../../model/api-key.ts';
import type { OperationDeps } from '../operation.ts';

/** `/preview`: what Crier sends, drawn as Discord would. */
export function preview(_deps: OperationDeps, _allow: (request: Request) => Promise<Actor>): Router {
  return Router();
}
