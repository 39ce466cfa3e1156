import { iso } from './iso.ts';

/** A moment as a part of a file's name, in UTC: `2026-11-28T09-30-00-000Z`. */
export function fileStamp(epochMs: number): string {
  return iso(epochMs).replace(/[:.]/g, '-');
}
