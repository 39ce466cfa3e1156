import type { Request } from 'express';
import type { SourceReport } from '../../actions/sources/report-source.ts';
import { presentSource } from '../../contract/source.ts';
import type { Actor } from '../../model/api-key.ts';
import { addressOf } from '../address-of.ts';

/** A source as the API answers it to a request: with the address that the platform is to reach. */
export function showSource(
  report: SourceReport,
  { actor, request, publicUrl }: { actor: Actor; request: Request; publicUrl: string | undefined },
) {
  const address = `${addressOf(request, publicUrl)}/in/${actor.store}/${report.source.id}`;
  return presentSource(report, address, report.samples);
}
