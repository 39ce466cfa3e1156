import type { EventInput, Person } from '../../model/event.ts';

export type Sample = Omit<EventInput, 'severity'> & { severity?: EventInput['severity'] };

/** The time so many days from now, or ago. */
export type InDays = (days: number) => string;

export const steve: Person = { name: 'Steve', id: '8667ba71-b85a-4004-af54-457a9734eed7' };
export const alex: Person = { name: 'Alex', id: 'ec561538-f3fd-461d-aff5-086b22154bce' };
export const mira: Person = { name: 'MiraStone', id: '76561198000000042' };
export const nova: Person = { name: 'Nova', id: 'license:5d41402abc4b2a76' };

export function eur(value: string) {
  return { value, currency: 'EUR' };
}
