import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import type { Storage } from '../../src/model/storage/storage.ts';
import { Shelf } from './contract/_shelf.ts';
import { acceptCases } from './contract/accept.ts';
import { botCases } from './contract/bot.ts';
import { boundedCases } from './contract/bounded.ts';
import { changeCases } from './contract/changes.ts';
import { counterCases } from './contract/counters.ts';
import { cursorCases } from './contract/cursors.ts';
import { deliveryCases } from './contract/deliveries.ts';
import { dueCases } from './contract/due.ts';
import { endpointCases } from './contract/endpoints.ts';
import { fanOutCases } from './contract/fan-out.ts';
import { inFlightCases } from './contract/in-flight.ts';
import { keepingCases } from './contract/keeping.ts';
import { laneCases } from './contract/lane.ts';
import { leaseProtocolCases } from './contract/lease-protocol.ts';
import { leaseCases } from './contract/leases.ts';
import { listCases } from './contract/list.ts';
import { pruneCases } from './contract/prune.ts';
import { pruneFailedCases } from './contract/prune-failed.ts';
import { searchCases } from './contract/search.ts';
import { sourceCases } from './contract/sources.ts';
import { statsCases } from './contract/stats.ts';
import { testEventCases } from './contract/test-events.ts';

/**
 * The duties of every implementation of the store. The tests share one database, each in a store of its own; `open`
 * gives a new and empty database each time.
 */
export function describeStorage(
  name: string,
  open: () => Promise<{ storage: Storage; close: () => Promise<void> }>,
): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>> | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    async function openShelf(): Promise<Shelf> {
      if (opened === undefined) throw new Error('the database is not open');
      return Shelf.open(opened.storage);
    }
    async function openAlone(): Promise<Shelf> {
      const alone = await open();
      onTestFinished(() => alone.close());
      return Shelf.open(alone.storage);
    }
    describe('accepts events', () => acceptCases(openShelf));
    describe('keeps lanes', () => laneCases(openShelf));
    describe('keeps lanes without an order', () => dueCases(openShelf));
    describe('knows what is being sent', () => inFlightCases(openShelf));
    describe('leases lanes', () => {
      leaseCases(openShelf, openAlone);
      leaseProtocolCases(openShelf);
    });
    describe('sends an event to many', () => fanOutCases(openShelf));
    describe('lists deliveries', () => listCases(openShelf));
    describe('bounds what it reads', () => boundedCases(openShelf));
    describe('searches', () => searchCases(openShelf));
    describe('hands out places in lists', () => cursorCases(openShelf));
    describe('changes deliveries', () => deliveryCases(openShelf, openAlone));
    describe('prunes', () => pruneCases(openShelf));
    describe('prunes dead letters', () => pruneFailedCases(openShelf, openAlone));
    describe('counts', () => counterCases(openShelf));
    describe('keeps sources', () => sourceCases(openShelf));
    describe('keeps endpoints', () => endpointCases(openShelf, openAlone));
    describe('tells facts', () => statsCases(openShelf));
    describe('clears what was made to try things', () => testEventCases(openShelf));
    describe('keeps what the bot needs', () => botCases(openShelf));
    describe('keeps settings', () => keepingCases(openShelf));
    describe('tells of changes', () => changeCases(openShelf));
  });
}
