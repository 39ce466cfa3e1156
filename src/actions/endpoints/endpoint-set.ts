import type { EndpointReport } from './report-endpoint.ts';

/** An endpoint after it was made or changed. */
export interface EndpointSet extends EndpointReport {
  /** Made up by Crier, told this once. Secret. */
  madeSecret: string | undefined;
}
