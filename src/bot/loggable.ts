/** An error of Discord's API without its address, in which the token of an interaction stands, and without its body. */
export function loggable(error: unknown): unknown {
  if (!(error instanceof Error) || !('url' in error)) return error;
  const { code, status, method } = error as Error & { code?: unknown; status?: unknown; method?: unknown };
  return { type: error.name, message: error.message, stack: error.stack, code, status, method };
}
