import type { ErrorCode, InputError } from '../../model/errors.ts';

// What passes between the thread of the service and the thread of the database.

export interface Call {
  id: number;
  verb: string;
  args: readonly unknown[];
}

export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; code: ErrorCode; message: string; errors: readonly InputError[] };
