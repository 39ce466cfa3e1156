import type { EndpointReport } from './report-endpoint.ts';

/** An endpoint after it was made or changed. */
export interface EndpointSet extends EndpointReport {
  /** The secret that Crier made up, shown this once. Secret. */
  madeSecret: string | undefined;
  /** The events that may be misspelt, in sentences. */
  warnings: string[];
}
