import type { Request } from 'express';
import { type SourceChange, sourceSetSchema } from '../../contract/source.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Answer, OperationContext } from '../operation.ts';
import { showSource } from './_show-source.ts';

/** The answers of the operations that set a source. */
export const sourceSetAnswers = {
  200: { description: 'The source as it is now', schema: sourceSetSchema },
  409: { description: 'It is set by the operator, in the file' },
};

/** Sets what is said of a source, and answers it as it is then, once with the secret that was made for it. */
export async function setSource(
  { actions, publicUrl }: OperationContext,
  { actor, request }: { actor: Actor; request: Request },
  id: string,
  change: SourceChange,
): Promise<Answer> {
  const set = await actions.sources.set(actor, id, change);
  const shown = showSource(set, { actor, request, publicUrl });
  return { status: 200, body: set.madeSecret === undefined ? shown : { ...shown, secret: set.madeSecret } };
}
