import type { Json } from '../lib/json-reader.ts';
import type { Person } from '../model/event.ts';
import type { SourceEvent } from '../model/source.ts';
import { humanise, type Optional, personOf } from './_event.ts';
import type { Kind } from './_kinds.ts';
import { metadataOf, packageKeys, playerKeys } from './_metadata.ts';

/** The parts of an event that an object of Stripe gives; `kind` and `title` where they depend on what is in it. */
export interface StripeParts {
  event: Optional<SourceEvent>;
  kind?: Kind | undefined;
  title?: string | undefined;
}

/** The player that an object's metadata names; else the one of the given name. */
export function playerOf(object: Json, name?: string): Person | undefined {
  return personOf({ name: metadataOf(object.at('metadata'), playerKeys) ?? name });
}

/** The goods that an object's metadata names. */
export function packageOf(object: Json): string | undefined {
  return metadataOf(object.at('metadata'), packageKeys);
}

/** A word of Stripe for people. */
export function readable(text: string | undefined): string | undefined {
  return text === undefined ? undefined : humanise(text);
}

/** The means of payment of a charge: `Visa •••• 4242`. */
export function methodOf(charge: Json): string | undefined {
  const details = charge.at('payment_method_details');
  const type = details.text('type');
  const brand = details.text('card', 'brand');
  const last = details.text('card', 'last4');
  if (type !== 'card' || brand === undefined) return readable(type);
  return `${humanise(brand)} •••• ${last ?? ''}`.trim();
}
