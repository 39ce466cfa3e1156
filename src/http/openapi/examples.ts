import { readFileSync } from 'node:fs';

const recorded = JSON.parse(readFileSync(new URL('./examples.json', import.meta.url), 'utf8'));

/** The answer of an operation to its own example, as test/http/openapi-examples.test.ts recorded it; undefined where it has no body. */
export function exampleAnswer(operationId: string, status: string): unknown {
  return recorded[operationId]?.status === Number(status) ? recorded[operationId].body : undefined;
}
