import type { Actor } from '../model/api-key.ts';
import type { AuditEntry } from '../model/audit-entry.ts';

/** An entry for the audit log. */
export function auditOf(actor: Actor, at: number, action: string, target: string, detail?: string): AuditEntry {
  return { at, store: actor.store, actor: actor.name, action, target, detail };
}
