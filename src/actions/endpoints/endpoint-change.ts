import type { EndpointSettings } from '../../model/endpoint.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { EndpointReport } from './report-endpoint.ts';

/** All that may be said of an endpoint. Undefined: as it is, or by default; null: taken away. */
export interface EndpointChange {
  name?: string | undefined;
  /** Secret in parts. */
  url?: string | undefined;
  events?: readonly string[] | undefined;
  applications?: readonly string[] | null | undefined;
  minSeverity?: Subscription['minSeverity'] | null | undefined;
  signature?: EndpointSettings['signature'] | undefined;
  /** Secret. Undefined for a new endpoint: one is made up. */
  secret?: string | undefined;
  basic?: EndpointSettings['basic'] | null | undefined;
  bearer?: string | null | undefined;
  headers?: Readonly<Record<string, string>> | null | undefined;
  body?: string | null | undefined;
  /** Milliseconds before each further attempt. */
  schedule?: readonly number[] | undefined;
  concurrency?: number | undefined;
  keepFailedMs?: number | null | undefined;
}

/** An endpoint after it was made or changed. */
export interface EndpointSet extends EndpointReport {
  /** Made up by Crier, told this once. Secret. */
  madeSecret: string | undefined;
}
