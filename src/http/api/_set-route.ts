import { presentRoute, type RouteChange, routeSetSchema } from '../../contract/route.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Answer, OperationContext } from '../operation.ts';

/** The answers of the operations that set a route. */
export const routeSetAnswers = {
  200: { description: 'The route as it is now', schema: routeSetSchema },
  409: { description: 'A field that would change is set by the operator, in a file or the environment' },
  422: { description: 'Discord does not know this webhook, or the bot may not write into this channel' },
};

/** Sets what is said of a route, and answers it as it is then. */
export async function setRoute(
  { actions }: OperationContext,
  actor: Actor,
  key: string,
  change: RouteChange,
): Promise<Answer> {
  const set = await actions.routes.change(actor, key, change);
  return { status: 200, body: { ...presentRoute(set), check: set.check } };
}
