import { type AmountText, minorAmount } from '../model/currency.ts';

/** https://docs.stripe.com/currencies, "Zero-decimal currencies". */
const zeroDecimal = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));

/** https://docs.stripe.com/currencies, "Three-decimal currencies". */
const threeDecimal = new Set('BHD JOD KWD OMR TND'.split(' '));

/**
 * An amount of Stripe, which counts in the smallest unit by rules of its own: ISK and UGX have two decimals there
 * ("Special cases"), though ISO 4217 gives them none.
 */
export function stripeAmount(units: number | undefined, currency: string | undefined): AmountText | undefined {
  const code = currency?.toUpperCase() ?? '';
  const digits = zeroDecimal.has(code) ? 0 : threeDecimal.has(code) ? 3 : 2;
  return minorAmount(units, code, digits);
}
