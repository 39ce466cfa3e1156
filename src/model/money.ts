/** An amount of money as a decimal string; it never passes through floating point. */
export interface Money {
  /** Such as `9.99` or `-5`. */
  value: string;
  /** ISO 4217, such as `EUR`. */
  currency: string;
}

const formats = new Map<string, Intl.NumberFormat | undefined>();

/**
 * The amount as the locale writes it, such as `€9.99`; no digit is lost, and the currency's usual number of decimals
 * is kept up. Never throws: a code that is none is written behind the number, a value that is no number as it stands.
 */
export function formatMoney(money: Money, locale: string): string {
  const { value, currency } = money;
  if (!isDecimal(value)) return `${value} ${currency}`.trim();
  const digits = decimals(value);
  const style = formatFor(locale, digits, currency);
  if (style !== undefined) return style.format(value);
  return `${formatNumber(value, locale)} ${currency}`.trim();
}

/** A decimal number as the locale writes it, with separators; what is no number stays as it is. */
export function formatNumber(value: string, locale: string): string {
  if (!isDecimal(value)) return value;
  return formatFor(locale, decimals(value))?.format(value) ?? value;
}

/** True for the text of a decimal number such as `-12.50`. */
export function isDecimal(text: string): text is `${number}` {
  return /^-?\d{1,40}(\.\d{1,20})?$/.test(text);
}

/** The sum, exactly. @throws Error where the currencies differ or a value is no number. */
export function addMoney(a: Money, b: Money): Money {
  return combine(a, b, (one, other) => one + other);
}

/** The rest of `a` without `b`, exactly. @throws Error where the currencies differ or a value is no number. */
export function subtractMoney(a: Money, b: Money): Money {
  return combine(a, b, (one, other) => one - other);
}

/** Below zero where `a` is less, zero where both are as much. @throws Error as `addMoney`. */
export function compareMoney(a: Money, b: Money): number {
  const left = subtractMoney(a, b).value;
  return left.startsWith('-') ? -1 : /[1-9]/.test(left) ? 1 : 0;
}

function combine(a: Money, b: Money, operate: (a: bigint, b: bigint) => bigint): Money {
  if (a.currency !== b.currency) throw new Error(`${a.currency} and ${b.currency} cannot be added up`);
  const places = Math.max(placesOf(a.value), placesOf(b.value));
  const units = operate(unitsOf(a.value, places), unitsOf(b.value, places));
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const value = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return { value: units < 0n ? `-${value}` : value, currency: a.currency };
}

function placesOf(value: string): number {
  const point = value.indexOf('.');
  return point === -1 ? 0 : value.length - point - 1;
}

/** `9.9` with two places is 990. */
function unitsOf(value: string, places: number): bigint {
  if (!isDecimal(value)) throw new Error(`"${value}" is no decimal number`);
  const [whole = '0', part = ''] = value.split('.');
  return BigInt(`${whole}${part.padEnd(places, '0')}`);
}

/** The number of decimals that say something: `9.990000` has two. */
function decimals(value: string): number {
  const point = value.indexOf('.');
  return point === -1 ? 0 : value.slice(point + 1).replace(/0+$/, '').length;
}

/** Making an Intl object takes a hundred times as long as using it. */
function formatFor(locale: string, digits: number, currency?: string): Intl.NumberFormat | undefined {
  const key = `${locale} ${digits} ${currency}`;
  if (formats.has(key)) return formats.get(key);
  if (formats.size >= 1000) formats.clear();
  const format = makeFormat(locale, digits, currency);
  formats.set(key, format);
  return format;
}

function makeFormat(locale: string, digits: number, currency?: string): Intl.NumberFormat | undefined {
  try {
    const style = currency === undefined ? {} : ({ style: 'currency', currency } as const);
    const usual = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 0;
    return new Intl.NumberFormat(locale, {
      ...style,
      signDisplay: 'negative',
      minimumFractionDigits: currency === undefined ? 0 : usual,
      maximumFractionDigits: Math.max(currency === undefined ? 0 : usual, digits),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return locale === 'en-GB' ? undefined : makeFormat('en-GB', digits, currency);
  }
}
