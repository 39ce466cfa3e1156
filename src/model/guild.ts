/** A Discord server that is linked to a store: who has the right to there may use the bot for it. */
export interface Guild {
  /** Discord's id of the server. */
  id: string;
  store: string;
  /** As the server was called when it was linked. */
  name?: string | undefined;
  linkedAt: number;
  /** The name of the Actor who linked it. */
  linkedBy: string;
  /** The place where the operator set it; then it is read-only elsewhere. */
  provisionedBy?: string | undefined;
}

/** A code that links a server to a store once. */
export interface LinkCode {
  /** SHA-256 of the code in hex. */
  hash: string;
  store: string;
  expiresAt: number;
}
