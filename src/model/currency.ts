/** An amount as events hold it: a decimal text and a code of ISO 4217. */
export interface AmountText {
  value: string;
  currency: string;
}

/** The number of decimals of a currency, by ISO 4217 as the runtime knows it; 2 where it knows none. */
export function currencyDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * An amount in the smallest unit as a decimal amount: `minorAmount(1999, 'EUR')` is 19.99. No digit passes through
 * floating point.
 *
 * @param units an integer, also as text.
 * @param digits for platforms with rules of their own.
 * @returns undefined where either is missing or not of the right form.
 */
export function minorAmount(
  units: number | string | undefined,
  currency: string | undefined,
  digits?: number,
): AmountText | undefined {
  const code = currencyCode(currency);
  const text = typeof units === 'number' && Number.isSafeInteger(units) ? String(units) : String(units ?? '');
  const [, sign = '', whole] = /^(-?)(\d{1,20})$/.exec(text) ?? [];
  if (code === undefined || whole === undefined) return undefined;
  const places = digits ?? currencyDigits(code);
  const padded = whole.padStart(places + 1, '0');
  const value = places === 0 ? whole : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  return { value: `${sign}${value.replace(/^0+(?=\d)/, '')}`, currency: code };
}

/**
 * An amount in the main unit: a decimal text stays as it is, a JSON number gets the decimals of its currency.
 *
 * @returns undefined where either is missing or not of the right form.
 */
export function majorAmount(amount: number | string | undefined, currency: string | undefined): AmountText | undefined {
  const code = currencyCode(currency);
  if (code === undefined || amount === undefined) return undefined;
  if (typeof amount === 'string') {
    const text = amount.trim();
    return /^-?\d{1,15}(\.\d{1,8})?$/.test(text) ? { value: text, currency: code } : undefined;
  }
  if (!Number.isFinite(amount) || Math.abs(amount) >= 1e15) return undefined;
  return { value: amount.toFixed(currencyDigits(code)), currency: code };
}

/** The code as ISO 4217 writes it; undefined where it is none. */
export function currencyCode(currency: string | undefined): string | undefined {
  const code = currency?.trim().toUpperCase();
  return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : undefined;
}
