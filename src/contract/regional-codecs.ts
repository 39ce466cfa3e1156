import { z } from 'zod';
import { didYouMean } from '../lib/did-you-mean.ts';
import type { Codec } from './field.ts';
import { accept, type Read, refuse } from './parsed.ts';

const text = { wire: z.string(), shown: z.string(), present: (value: string) => value };

const zoneForm = 'an IANA name such as Europe/Berlin, or UTC';

/** An IANA time zone by name. */
export const timeZone: Codec<string> = {
  ...text,
  expected: zoneForm,
  read(value) {
    const name = typeof value === 'string' ? value.trim() : '';
    // Intl also takes offsets (+02:00), which know no summer time.
    if (/^[a-z]/i.test(name) && isFine(() => new Intl.DateTimeFormat('en', { timeZone: name }))) return accept(name);
    const cure = `${suggestZone(name)}Take one from https://en.wikipedia.org/wiki/List_of_tz_database_time_zones.`;
    return refuse('is not a time zone', zoneForm, cure);
  },
};

const localeForm = 'a BCP 47 language tag such as en-GB';

/** A BCP 47 language tag that this machine has data for. */
export const locale: Codec<string> = {
  ...text,
  expected: localeForm,
  read(value) {
    const tag = typeof value === 'string' ? value.trim() : '';
    let supported: string | undefined;
    if (isFine(() => ([supported] = Intl.NumberFormat.supportedLocalesOf(tag))) && supported !== undefined)
      return accept(supported);
    const dashed = tag.includes('_') ? 'Write a dash instead of _. ' : '';
    const cure = `${dashed}Write a language and a country, such as en-GB, de-DE or pt-BR.`;
    return refuse('is not a locale', localeForm, cure);
  },
};

const currencyForm = 'a code of ISO 4217 such as EUR';

const readCurrency: Read<string> = (value) => {
  const known = Intl.supportedValuesOf('currency');
  if (typeof value === 'string' && known.includes(value.trim())) return accept(value.trim());
  // Three letters are too few to guess by: only the case may differ.
  const meant = typeof value === 'string' ? known.find((code) => code === value.trim().toUpperCase()) : undefined;
  const cure =
    meant === undefined ? 'Write the three capital letters.' : `Did you mean "${meant}"? Write capital letters.`;
  return refuse('is not a currency', currencyForm, cure);
};

/** An ISO 4217 currency. */
export const currency: Codec<string> = { ...text, expected: currencyForm, read: readCurrency };

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
