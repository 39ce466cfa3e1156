import type { Request } from 'express';
import type { SourceReport } from '../../actions/list-sources.ts';
import { presentSource } from '../../contract/source.ts';
import type { Actor } from '../../model/api-key.ts';
import { addressOf } from '../address-of.ts';
import type { OperationDeps } from '../operation.ts';

/** A source as the API answers it to a request: with the address that the platform is to reach. */
export function showSource(
  report: SourceReport,
  { actor, request, deps }: { actor: Actor; request: Request; deps: Pick<OperationDeps, 'publicUrl' | 'samples'> },
) {
  const { id } = report.source;
  const samples = deps.samples().filter(({ source }) => source === id);
  const address = `${addressOf(request, deps.publicUrl)}/in/${actor.store}/${id}`;
  return presentSource(
    report,
    address,
    samples.map(({ name }) => name),
  );
}
