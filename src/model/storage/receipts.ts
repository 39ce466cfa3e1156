import type { Receipt } from '../receipt.ts';

/** Requests to sources, as they came. */
export interface Receipts {
  /** Keeps a request; of the refused ones of a source the last hundred. */
  addReceipt(receipt: Receipt): Promise<void>;
  /** Writes down that a refused request was believed after all, and what it became. */
  settleReceipt(id: string, events: readonly string[]): Promise<void>;
  /** The last requests of a source, newest first. */
  listReceipts(store: string, source: string, filter: { refused: boolean }, limit: number): Promise<Receipt[]>;
  getReceipt(store: string, id: string): Promise<Receipt | undefined>;
}
