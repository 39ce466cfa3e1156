import type { Clock } from '../../lib/clock.ts';
import type { Receipt, ReceiptContent } from '../../model/receipt.ts';
import type { Source, SourceSample } from '../../model/source.ts';
import type { Receipts } from '../../model/storage/receipts.ts';
import type { SourceRows } from '../../model/storage/registry-rows.ts';
import type { Meta } from '../../model/storage/upkeep.ts';
import type { Accept } from '../../pipeline/accept/accept.ts';
import type { Receive } from '../../pipeline/receive/receive.ts';
import type { SourceRegistry } from '../../registry/source-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions on sources. */
export interface SourceDeps {
  storage: Pick<Receipts, 'listReceipts' | 'getReceipt'> &
    Pick<SourceRows, 'listSourceActivity'> &
    Pick<Meta, 'addAudit'>;
  registries: { stores: StoreRegistry; sources: SourceRegistry };
  /** The platforms that there are, by their ids. */
  sources: ReadonlyMap<string, Source>;
  /** Requests of platforms to try sources with. */
  samples(): readonly SourceSample[];
  openReceipt(receipt: Receipt): ReceiptContent;
  /** With its credentials, to be proven again. Secret. */
  openRequest(receipt: Receipt): ReceiptContent;
  /** The door of the pipeline. */
  accept: Accept;
  /** The stage before it, for platforms. */
  receive: Receive;
  clock: Clock;
}
