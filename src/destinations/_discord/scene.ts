import { breakEveryone, withoutEmphasis } from '../../discord/markdown.ts';
import { cleanText, oneLine } from '../../lib/text.ts';
import { type ChosenLook, lookFor } from '../../looks/look-for.ts';
import type { Event } from '../../model/event.ts';
import type { Store } from '../../model/store.ts';
import { maskContact } from '../../privacy/contact.ts';
import { maskSecrets } from '../../privacy/mask-secrets.ts';

/** One event on its way to an embed: what every part of the embed is made from. */
export interface Scene {
  event: Event;
  store: Store;
  look: ChosenLook;
  /** Of what failed, the end of a text says why: texts are cut in their middle. */
  isFailure: boolean;
  /** The event's description as plain text; empty if there is none. */
  description: string;
}

/** A text in full, for the file that travels with a message in which it is cut. */
export interface CutText {
  heading: string;
  /** Cleaned and masked. */
  text: string;
}

/** Looks at an event once for all parts of its embed. */
export function sceneOf(event: Event, store: Store): Scene {
  const isFailure = event.category === 'errors' || event.type.endsWith('.failed');
  const look = lookFor(event, store);
  const description = plain(look.storeText ?? event.description ?? '', store).trim();
  return { event, store, look, isFailure, description };
}

/**
 * The first thing that happens to any text from outside: what deceives is taken out, secrets are masked, and contact
 * data too unless the store shows it. Not yet escaped.
 */
export function plain(text: string, store: Store): string {
  const masked = maskSecrets(cleanText(text));
  return store.showContact ? masked : maskContact(masked);
}

/** Plain text on one line, for author, footer and labels, where no markdown is rendered. */
export function plainLine(text: string, scene: Scene): string {
  return breakEveryone(oneLine(plain(text, scene.store)));
}

/** Plain text on one line, for title and field name, where emphasis is rendered. */
export function headline(text: string, scene: Scene): string {
  return withoutEmphasis(oneLine(plain(text, scene.store)));
}
