import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CleanEvent, cleanEvent } from '../../../../src/destinations/_message/clean-event/clean-event.ts';
import type { Event } from '../../../../src/model/event.ts';
import type { Store } from '../../../../src/model/store.ts';
import { hostileEvent } from '../../../helpers/hostile.ts';
import { anEvent, frostvale } from '../../../helpers/lane-item.ts';

/** All that the event may show, what is read on demand too. */
const whole = (event: CleanEvent) => ({ ...event, fields: { ...event.fields, extra: [...event.fields.extra] } });
const labels = (event: CleanEvent) => [...event.fields.wanted, ...event.fields.extra].map(({ label }) => label);
const clean = (event: Event, own: Partial<Store> = {}) => cleanEvent(event, { ...frostvale, ...own });

const token = 'abcdefghijklmnopqrstuvwxyz012345';
const secret = `https://discord.com/api/webhooks/123456789012345678/${token}`;
const contact = 'mira@example.com at 203.0.113.24';
const planted = `**${secret}** ${contact}`;

/** An event that holds the text in every place that may hold one. */
function eventFullOf(text: string, event: Event): Event {
  const person = { name: text, id: text, profile_url: `https://example.com/?q=${encodeURIComponent(text)}` };
  return {
    ...event,
    title: text,
    description: text,
    url: `https://example.com/${text}`,
    player: person,
    recipient: person,
    application: text,
    fields: [{ name: text, value: text }],
    links: [
      { label: text, url: `https://example.com/${text}` },
      { label: 'encoded', url: `https://example.com/?q=${encodeURIComponent(text)}` },
    ],
    data: {
      ...event.data,
      [text]: text,
      package: { name: text },
      packages: [text, { product: { title: text } }],
      reason: text,
      stack: [text],
      error: { message: text, stack: text },
      expires_at: text,
      price: { value: text, currency: text },
      nested: { [text]: text, list: [text] },
    },
  };
}

const template = { '*': { title: '{{ data.reason }}', text: '{{ player.name }} {{ data.nested.list }}' } };

test('no secret and no contact data is left in any part, whatever the event is', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(hostileEvent, fc.constantFrom({}, template), (event, looks) => {
      const text = JSON.stringify(whole(clean(eventFullOf(planted, event), { looks })));
      expect(text).not.toContain(token);
      expect(text).not.toMatch(/mira(?:@|%40)example|203\.0\.113\.24/);
    }),
    { numRuns: 100 },
  );
});

test('contact data is there where the store shows it; secrets never are', () => {
  const event = eventFullOf(planted, anEvent('error.plugin', 'errors'));
  const text = JSON.stringify(whole(clean(event, { showContact: true })));
  expect(text).toContain(contact);
  expect(text).not.toContain(token);
});

test('what deceives the eye is gone from every part', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(hostileEvent, (event) => {
      const texts: string[] = [];
      JSON.stringify(whole(clean(event)), (_key, value) => {
        if (typeof value === 'string') texts.push(value);
        return value;
      });
      expect(texts.filter((text) => /[[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]--[\t\n]]/v.test(text))).toEqual([]);
      expect(texts.filter((text) => !text.isWellFormed())).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

describe('what must not be shown', () => {
  const event = anEvent('payment.completed', 'transactions', {
    player: { name: 'Mira', id: '42' },
    fields: [
      { name: 'Phone number', value: '1' },
      { name: 'api.key', value: '2' },
      { name: 'Note', value: '3' },
    ],
    data: { server: 'Survival', session_id: 's', customer: { ip: '::1', tier: 'Gold' }, level: 5, depth: 3 },
  });

  test('is gone by its key', () => {
    expect(labels(clean(event))).toEqual(['Server', 'Player ID', 'Note', 'Customer tier', 'Level', 'Depth']);
  });

  test('is gone by path or label, where the store hides it', () => {
    const looks = { '*': { hide: ['Server', 'data.level', 'Note', 'player', 'Customer tier'] } };
    expect(labels(clean(event, { looks }))).toEqual(['Depth']);
  });

  test('is gone where a link carries it, also encoded', () => {
    const links = ['https://example.com/?q=mira@example.com', 'https://example.com/?q=mira%40example.com'].map(
      (url) => ({
        label: 'x',
        url,
      }),
    );
    const found = clean({ ...event, links, url: links[1]?.url, player: { name: 'Mira', profile_url: secret } });
    expect(found).toMatchObject({ links: [], url: undefined, player: { profileUrl: undefined } });
  });
});

describe('a value', () => {
  const read = (as: 'amount' | 'number' | 'time' | 'duration' | 'list' | 'code' | undefined, value: unknown) => {
    const looks = { '*': { fields: [{ label: 'Value', from: 'data.value_ms', ...(as && { as }) }] } };
    return clean(anEvent('x.y', 'processing', { data: { value_ms: value } }), { looks }).fields.wanted[0]?.value;
  };

  test.each([
    ['amount', '9.99', { form: 'amount', digits: '9.99', currency: undefined }],
    ['amount', { value: 5, currency: 'usd' }, { form: 'amount', digits: '5', currency: 'USD' }],
    ['amount', { amount: '5', currency: '<@1>' }, { form: 'amount', digits: '5', currency: '' }],
    ['amount', 'a lot', { form: 'text', text: 'a lot' }],
    ['number', 1234, { form: 'number', digits: '1234' }],
    ['time', '2026-09-14', { form: 'time', moment: { seconds: 1_789_344_000, isDay: true } }],
    ['time', 'soon', { form: 'text', text: 'soon' }],
    ['duration', 84, { form: 'duration', ms: 84 }],
    ['list', [{ name: 'Key', quantity: 5 }, 'Rank', {}], { form: 'list', text: '5× Key\nRank' }],
    ['code', true, { form: 'code', text: 'yes' }],
    [undefined, { product: { name: 'Plush' } }, { form: 'text', text: 'Plush' }],
    [undefined, { unknown: 1 }, undefined],
    [undefined, '\u200b \u202e', undefined],
  ] as const)('as %s of %j is %j', (as, value, expected) => {
    expect(read(as, value)).toEqual(expected);
  });
});

test('the first 200 keys of the data are looked at, as often as somebody asks', () => {
  const data = Object.fromEntries(Array.from({ length: 300 }, (_each, index) => [`key_${index}`, index]));
  const { extra } = clean(anEvent('x.y', 'processing', { data })).fields;
  expect([...extra]).toHaveLength(200);
  expect([...extra]).toHaveLength(200);
});
