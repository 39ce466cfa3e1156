import { accept, type Read, refuse } from '../contract/parsed.ts';
import { didYouMean } from '../lib/did-you-mean.ts';

/** An IANA time zone by name. */
export const timeZone: Read<string> = (value) => {
  const name = typeof value === 'string' ? value.trim() : '';
  // Intl also takes offsets (+02:00), which know no summer time.
  if (/^[a-z]/i.test(name) && isFine(() => new Intl.DateTimeFormat('en', { timeZone: name }))) return accept(name);
  const cure = `${suggestZone(name)}Take one from https://en.wikipedia.org/wiki/List_of_tz_database_time_zones.`;
  return refuse('is not a time zone', 'an IANA name such as Europe/Berlin, or UTC', cure);
};

/** A BCP 47 language tag that this machine has data for. */
export const locale: Read<string> = (value) => {
  const tag = typeof value === 'string' ? value.trim() : '';
  let supported: string | undefined;
  if (isFine(() => ([supported] = Intl.NumberFormat.supportedLocalesOf(tag))) && supported !== undefined)
    return accept(supported);
  const dashed = tag.includes('_') ? 'Write a dash instead of _. ' : '';
  const cure = `${dashed}Write a language and a country, such as en-GB, de-DE or pt-BR.`;
  return refuse('is not a locale', 'a BCP 47 language tag such as en-GB', cure);
};

/** An ISO 4217 currency. */
export const currency: Read<string> = (value) => {
  const known = Intl.supportedValuesOf('currency');
  if (typeof value === 'string' && known.includes(value.trim())) return accept(value.trim());
  // Three letters are too few to guess by: only the case may differ.
  const meant = typeof value === 'string' ? known.find((code) => code === value.trim().toUpperCase()) : undefined;
  const cure =
    meant === undefined ? 'Write the three capital letters.' : `Did you mean "${meant}"? Write capital letters.`;
  return refuse('is not a currency', 'a code of ISO 4217 such as EUR', cure);
};

function suggestZone(name: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = name.toLowerCase().replaceAll(' ', '_');
  const byCity = city === '' ? undefined : zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return byCity === undefined ? didYouMean(name, zones) : `Did you mean "${byCity}"? `;
}

function isFine(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
