import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare: auditStatement,
} satisfies Verb<'addAudit'>;
