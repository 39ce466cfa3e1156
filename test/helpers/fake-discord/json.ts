export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list, or an empty one for whatever is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Trimmed, as Discord saves it; undefined for what is no text. */
export function trimmed(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
