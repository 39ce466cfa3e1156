import { isHidden } from '../../../looks/hidden.ts';
import { lookFor } from '../../../looks/look-for.ts';
import { currencyCode } from '../../../model/currency.ts';
import type { Event, EventLink, Person } from '../../../model/event.ts';
import type { MessageFile } from '../../../model/message.ts';
import type { Store } from '../../../model/store.ts';
import { isTestEvent } from '../../../model/test-event.ts';
import { keptFiles } from '../kept-files.ts';
import { type CleanFields, cleanFields } from './clean-fields.ts';
import { type Cleaner, cleanerOf } from './cleaner.ts';
import type { OwnText } from './own-part.ts';
import { ownText } from './own-text.ts';
import { plainText } from './plain-text.ts';
import { stackTraceOf } from './stack-trace.ts';

/**
 * One event as it may be shown: its look is chosen and filled in, every text is clean, and what must not be shown is
 * gone. Plain text, neither escaped nor cut; empty where there is none.
 */
export interface CleanEvent {
  /** `evt_…` */
  id: string;
  type: string;
  /** Epoch milliseconds. */
  occurredAt: number;
  /** Made to try things. */
  isTest: boolean;
  /** Of what failed, the end of a text says why. */
  isFailure: boolean;
  /** True of one that is shown as a small text without a card. */
  isNote: boolean;
  /** One emoji. */
  icon: string;
  /** 0xRRGGBB */
  colour: number;
  /** The store's title, else the sender's, else the look's. */
  title: string;
  /** The store's title, where it is the one. */
  ownTitle: OwnText | undefined;
  /** The sender's own. */
  senderTitle: string;
  url: string | undefined;
  /** The look's sentence on the event. */
  sentence: string;
  /** The store's text, else the sender's. */
  description: string;
  /** The store's text, where it is the one. */
  ownText: OwnText | undefined;
  /** The stack trace of a failure. */
  stackTrace: string;
  /** The tags of the store's title and text that had no value. */
  unfilled: readonly string[];
  player: CleanPerson | undefined;
  recipient: CleanPerson | undefined;
  fields: CleanFields;
  links: readonly EventLink[];
  files: readonly MessageFile[];
  application: string;
  storeName: string;
  /** BCP 47 */
  locale: string;
  /** ISO 4217, of amounts that name none; empty where it is none. */
  currency: string;
  /** IANA */
  timeZone: string;
}

export interface CleanPerson {
  name: string;
  profileUrl: string | undefined;
  avatarUrl: string | undefined;
}

/** The first step of rendering, and the only one that sees an event as it came. Pure. */
export function cleanEvent(event: Event, store: Store): CleanEvent {
  const cleaner = cleanerOf(store);
  const look = lookFor(event, store);
  const isFailure = event.category === 'errors' || event.type.endsWith('.failed');
  const senderTitle = cleaner.text(event.title ?? '');
  const currency = currencyCode(event.amount?.currency ?? store.currency) ?? '';
  const style = { ...store, currency };
  const [ownTitle, own] = [look.storeTitle, look.storeText].map((text) => ownText(text, event, style, cleaner));
  const storeTitle = plainText(ownTitle, style);
  const titles = [storeTitle, senderTitle, look.title];
  return {
    id: event.id,
    type: event.type,
    occurredAt: event.occurredAt,
    isTest: isTestEvent(event),
    isFailure,
    isNote: look.isNote?.(event) ?? false,
    icon: look.icon,
    colour: look.colour,
    title: titles.find((title) => title.trim() !== '') ?? 'Event',
    ownTitle: storeTitle.trim() === '' ? undefined : ownTitle,
    senderTitle,
    url: cleaner.link(event.url),
    sentence: cleaner.line(look.sentence?.(event) ?? ''),
    description: own === undefined ? cleaner.text(event.description ?? '').trim() : plainText(own, style).trim(),
    ownText: own,
    stackTrace: isFailure ? cleaner.text(stackTraceOf(event.data) ?? '').replace(/^\n+|\s+$/g, '') : '',
    unfilled: [...new Set([ownTitle, own].flatMap((text) => text?.unfilled ?? []))],
    player: isHidden(look.hide, 'player.name', '') ? undefined : cleanPerson(event.player, cleaner),
    recipient: isHidden(look.hide, 'recipient.name', '') ? undefined : cleanPerson(event.recipient, cleaner),
    fields: cleanFields(event, look, cleaner),
    links: cleanLinks(event.links ?? [], cleaner),
    files: keptFiles(event),
    application: cleaner.line(event.application ?? ''),
    storeName: cleaner.line(store.name),
    locale: store.locale,
    currency,
    timeZone: store.timeZone,
  };
}

function cleanPerson(person: Person | undefined, cleaner: Cleaner): CleanPerson | undefined {
  if (person === undefined) return undefined;
  const { name, profile_url, avatar_url } = person;
  return { name: cleaner.line(name), profileUrl: cleaner.link(profile_url), avatarUrl: cleaner.link(avatar_url) };
}

/** A button shows where it leads only to who presses it: it is left out where anything in its link is hidden. */
function cleanLinks(links: readonly EventLink[], cleaner: Cleaner): EventLink[] {
  return links
    .filter(({ url }) => cleaner.text(url) === url && cleaner.link(url) !== undefined)
    .map(({ label, url }) => ({ label: cleaner.line(label), url }));
}
