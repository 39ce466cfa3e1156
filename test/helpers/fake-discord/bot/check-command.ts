import type { Reply } from '../reply.ts';

export function checkCommands(_body: unknown): Reply | undefined {
  return undefined;
}
