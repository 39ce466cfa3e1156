/** One change that a person or a job made. Holds no secret. */
export interface AuditEntry {
  at: number;
  store: string;
  /** The name of an Actor. */
  actor: string;
  /** The action's name, such as `set-route`. */
  action: string;
  /** The thing that it was done to, such as `route errors`. */
  target: string;
  detail?: string | undefined;
}
