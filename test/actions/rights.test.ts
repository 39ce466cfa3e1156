import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import type { Actions } from '../../src/actions/create-actions.ts';
import type { Actor } from '../../src/model/api-key.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

// Rights are decided in the actions alone: whoever adds one has it tested here by itself.

type Action = (...args: unknown[]) => unknown;

/** Actions that nobody's scopes decide about, and why. */
const without: Readonly<Record<string, string>> = {
  'activity.subscribe': "the service's own figures are of all stores",
  'destinations.check': 'the schedule asks',
  'digests.sendDue': 'the schedule asks',
  'endpoints.exampleRequest': 'a page for everybody; all in it is invented',
  'events.types': 'a page for everybody; says nothing of any store',
  'guilds.getRegisteredCommands': 'the bot keeps its own commands',
  'guilds.link': 'the code was told to an admin of the store',
  'guilds.onLinksChanged': 'the bot keeps its own commands',
  'guilds.setRegisteredCommands': 'the bot keeps its own commands',
  'guilds.storesOf': 'tells whom a member of the server speaks for; there is no actor before it',
  'keys.authenticate': 'tells who the actor is',
  'keys.recordUses': 'the schedule asks',
  'previews.actorOf': 'the session proves itself',
  'previews.openLink': 'the token of the link proves itself',
  'sources.describe': 'a page for everybody; says nothing of any store',
  'sources.receive': 'the platform proves itself by its signature or secret',
  'status.list': "the service's own figures are of all stores",
  'upkeep.prune': 'the schedule asks',
  'webhooks.authenticate': 'tells whose webhook an address is',
  'webhooks.draftFiles': 'the token of the address is the right to it',
  'webhooks.editMessage': 'the token of the address is the right to it',
  'webhooks.relayMessage': 'the token of the address is the right to it',
  'webhooks.relayRequest': 'the token of the address is the right to it',
};

/** Arguments after the actor. They need not make sense: rights come first. */
const inputsOf = (name: string): unknown[] =>
  name === 'events.accept' ? [[{ type: 'order.created', category: 'transactions' }]] : [{}, {}, {}];

/** Verbs that change nothing. */
const looks = /\.(list|get|find|follow|report|preview|countTests|createLink|listReceived|listRefused)$/;

let crier: TestApp;
let all: [name: string, action: Action][];
beforeAll(async () => {
  crier = await startTestApp();
  all = Object.entries(crier.app.actions).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, action]): [string, Action] => [`${noun}.${verb}`, action as Action]),
  );
});
afterAll(() => crier.stop());

/** Who may do nothing at all, or only look. */
const actorWith = (...scopes: Actor['scopes']): Actor => ({ name: 'somebody', store: 'main', scopes });

async function refusalOf(name: string, action: Action, actor: Actor): Promise<unknown> {
  return Promise.try(() => action(actor, ...inputsOf(name))).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('every action refuses an actor without any scope, but those that nobody asks for', async () => {
  expect(all.length).toBeGreaterThan(60);
  for (const [name, action] of all) {
    if (name in without) continue;
    expect(await refusalOf(name, action, actorWith()), name).toMatchObject({ name: 'CrierError', code: 'forbidden' });
  }
});

test('the list of those that nobody asks for names only what there is', () => {
  const names = all.map(([name]) => name);
  expect(Object.keys(without).filter((name) => !names.includes(name))).toEqual([]);
});

test('whoever may only look is refused whatever changes anything', async () => {
  for (const [name, action] of all) {
    if (name in without || looks.test(name)) continue;
    expect(await refusalOf(name, action, actorWith('read')), name).toMatchObject({ code: 'forbidden' });
  }
});

test('whoever may only post events sees nothing', async () => {
  for (const [name, action] of all) {
    if (name in without || /^events\.(accept|allowance)$/.test(name)) continue;
    expect(await refusalOf(name, action, actorWith('ingest')), name).toMatchObject({ code: 'forbidden' });
  }
});

test('the actions are functions and nothing else: nobody reaches what they work with', () => {
  for (const [name, action] of all) expect(typeof action, name).toBe('function');
  type Names<Part> = Part extends (...args: never[]) => unknown
    ? never
    : { [Name in keyof Part]: Name | Names<Part[Name]> }[keyof Part];
  type Hidden = 'store' | 'registries' | 'kinds' | 'pauses' | 'activities' | 'deps';
  expectTypeOf<Extract<Names<Actions>, Hidden>>().toBeNever();
  expectTypeOf<Names<Actions>>().toExtend<string>();
});
