/**
 * Reads a value that somebody else wrote: by path, never failing, own properties only, so that a body named
 * `__proto__` or one of another shape than expected reads as absent.
 */
export class Json {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** The value at a path; a `Json` of undefined where nothing stands there. */
  at(...path: readonly (string | number)[]): Json {
    let value = this.value;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return new Json(undefined);
      value = Reflect.get(value, key);
    }
    return new Json(value);
  }

  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A text without the space around it; numbers and booleans as text; undefined where empty or anything else. */
  text(...path: readonly (string | number)[]): string | undefined {
    const { value } = this.at(...path);
    if (typeof value === 'string') return value.trim() || undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    return typeof value === 'boolean' ? String(value) : undefined;
  }

  /** A finite number, also from a decimal text. */
  number(...path: readonly (string | number)[]): number | undefined {
    const { value } = this.at(...path);
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
  }

  /** A boolean, also from `"true"`, `"false"`, 1 and 0. */
  flag(...path: readonly (string | number)[]): boolean | undefined {
    const { value } = this.at(...path);
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === 'true' || value === '1') return true;
    return value === 0 || value === 'false' || value === '0' ? false : undefined;
  }

  /** The items of an array; none where it is no array. */
  list(...path: readonly (string | number)[]): Json[] {
    const { value } = this.at(...path);
    return Array.isArray(value) ? value.map((item) => new Json(item)) : [];
  }

  /** The entries of an object; none where it is no object, or an array. */
  entries(...path: readonly (string | number)[]): [string, Json][] {
    const { value } = this.at(...path);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.entries(value).map(([key, item]) => [key, new Json(item)]);
  }

  /** A moment in RFC 3339 UTC, from a text that Date reads or from Unix seconds or milliseconds. */
  time(...path: readonly (string | number)[]): string | undefined {
    const { value } = this.at(...path);
    const digits = typeof value === 'string' && /^\d{9,13}$/.test(value) ? Number(value) : value;
    if (typeof digits === 'number') return isoOf(digits < 1e11 ? digits * 1_000 : digits);
    return typeof value === 'string' && /\d{4}-\d\d-\d\d/.test(value) ? isoOf(Date.parse(withZone(value))) : undefined;
  }
}

/** A time without a zone is UTC: what else a server would send nobody can know. */
function withZone(text: string): string {
  const plain = text.trim().replace(' ', 'T');
  return /(Z|[+-]\d\d:?\d\d)$/i.test(plain) || !plain.includes('T') ? plain : `${plain}Z`;
}

function isoOf(epochMs: number): string | undefined {
  const date = new Date(epochMs);
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? date.toISOString() : undefined;
}
