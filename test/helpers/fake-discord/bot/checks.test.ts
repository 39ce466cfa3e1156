import { expect, test } from 'vitest';
import { FakeClock } from '../../fake-clock.ts';
import { call, json } from '../_client.ts';
import { startBotWorld } from './_client.ts';
import { speak } from './_raw-client.ts';

// That the checks find what is wrong: bodies that no builder would make, sent by hand.

const text = (length: number) => 'x'.repeat(length);
const command = (more: object = {}) => ({ name: 'find', description: 'Finds', ...more });
const option = (more: object = {}) => ({ type: 3, name: 'player', description: 'Who', ...more });

test.each([
  ['an upper case name', command({ name: 'Find' }), { name: 'APPLICATION_COMMAND_INVALID_NAME' }],
  ['a name with a blank', command({ name: 'find it' }), { name: 'APPLICATION_COMMAND_INVALID_NAME' }],
  ['no description', { name: 'find' }, { description: 'BASE_TYPE_REQUIRED' }],
  ['a long description', command({ description: text(101) }), { description: 'BASE_TYPE_BAD_LENGTH' }],
  [
    'an unknown locale',
    command({ name_localizations: { 'de-DE': 'finden' } }),
    { name_localizations: { 'de-DE': 'BASE_TYPE_CHOICES' } },
  ],
  [
    'a bad translation',
    command({ description_localizations: { de: '' } }),
    { description_localizations: { de: 'BASE_TYPE_BAD_LENGTH' } },
  ],
  [
    'too many options',
    command({ options: Array.from({ length: 26 }, (_, n) => option({ name: `o${n}` })) }),
    { options: 'BASE_TYPE_MAX_LENGTH' },
  ],
  [
    'a required option after others',
    command({ options: [option(), option({ name: 'b', required: true })] }),
    { options: { 1: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' } },
  ],
  [
    'an option of an unknown type',
    command({ options: [option({ type: 12 })] }),
    { options: { 0: { type: 'BASE_TYPE_CHOICES' } } },
  ],
  [
    'a subcommand beside options',
    command({ options: [option(), option({ type: 1, name: 'sub' })] }),
    { options: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID' },
  ],
  [
    'too many choices',
    command({
      options: [option({ choices: Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })) })],
    }),
    { options: { 0: { choices: 'BASE_TYPE_MAX_LENGTH' } } },
  ],
  [
    'a long value of a choice',
    command({ options: [option({ choices: [{ name: 'a', value: text(101) }] })] }),
    { options: { 0: { choices: { 0: { value: 'BASE_TYPE_BAD_LENGTH' } } } } },
  ],
  [
    'choices and autocomplete',
    command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
    { options: { 0: { autocomplete: 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE' } } },
  ],
  [
    'too much of everything',
    command({
      options: Array.from({ length: 4 }, (_, n) =>
        option({
          name: `o${n}`,
          choices: Array.from({ length: 25 }, (_, m) => ({ name: text(40), value: text(40) + m })),
        }),
      ),
    }),
    'APPLICATION_COMMAND_TOO_LARGE',
  ],
])('a command with %s is refused', async (_what, wrong, where) => {
  const { discord, guild } = await startBotWorld();
  const answer = await call(
    `${discord.apiBase}/applications/${discord.bot.applicationId}/guilds/${guild.id}/commands`,
    {
      method: 'PUT',
      headers: { ...json, Authorization: `Bot ${discord.bot.token}` },
      body: JSON.stringify([wrong]),
    },
  );
  expect(answer).toMatchObject({ status: 400, body: { code: 50035, errors: { 0: errorsAt(where) } } });
  expect(discord.bot.commands(guild.id)).toEqual([]);
  expect(discord.violations).toMatchObject([{ rule: 'invalid_command', detail: expect.stringContaining('50035') }]);
});

/** Discord's tree, from codes at their places. */
function errorsAt(where: unknown): object {
  if (typeof where === 'string') return { _errors: expect.arrayContaining([expect.objectContaining({ code: where })]) };
  return Object.fromEntries(Object.entries(where as object).map(([key, inner]) => [key, errorsAt(inner)]));
}

const row = (...components: object[]) => ({ type: 1, components });
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Next', custom_id: 'next', ...more });
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...more });
const says = (...components: object[]) => ({ type: 4, data: { content: 'x', components } });
const modal = (more: object = {}) => ({
  type: 9,
  data: { custom_id: 'm', title: 'M', components: [label()], ...more },
});
const label = (input: object = {}, more: object = {}) => ({
  ...{ type: 18, label: 'Text', component: { type: 4, custom_id: 't', style: 1, ...input } },
  ...more,
});
const at = (inner: unknown) => ({ data: { components: { 0: inner } } });

test.each([
  [
    'a long custom_id',
    says(row(button({ custom_id: text(101) }))),
    at({ components: { 0: { custom_id: 'BASE_TYPE_BAD_LENGTH' } } }),
  ],
  [
    'no custom_id',
    says(row(button({ custom_id: undefined }))),
    at({ components: { 0: { custom_id: 'BASE_TYPE_REQUIRED' } } }),
  ],
  [
    'the same custom_id twice',
    says(row(button(), button())),
    at({ components: { 1: { custom_id: 'COMPONENT_CUSTOM_ID_DUPLICATED' } } }),
  ],
  [
    'a long label',
    says(row(button({ label: text(81) }))),
    at({ components: { 0: { label: 'BASE_TYPE_MAX_LENGTH' } } }),
  ],
  [
    'six rows',
    says(...Array.from({ length: 6 }, (_, n) => row(button({ custom_id: `${n}` })))),
    { data: { components: 'BASE_TYPE_MAX_LENGTH' } },
  ],
  [
    'six buttons',
    says(row(...Array.from({ length: 6 }, (_, n) => button({ custom_id: `${n}` })))),
    at({ components: 'BASE_TYPE_BAD_LENGTH' }),
  ],
  ['an empty row', says(row()), at({ components: 'BASE_TYPE_BAD_LENGTH' })],
  ['a select beside a button', says(row(select(), button())), at({ components: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' })],
  [
    'a select without options',
    says(row(select({ options: [] }))),
    at({ components: { 0: { options: 'BASE_TYPE_BAD_LENGTH' } } }),
  ],
  [
    'a long description of an option',
    says(row(select({ options: [{ label: 'a', value: 'a', description: text(101) }] }))),
    at({ components: { 0: { options: { 0: { description: 'BASE_TYPE_MAX_LENGTH' } } } } }),
  ],
  [
    'content that is too long',
    { type: 4, data: { content: text(2001) } },
    { data: { content: 'BASE_TYPE_MAX_LENGTH' } },
  ],
  [
    'flags of other things',
    { type: 4, data: { content: 'x', flags: 1 << 7 } },
    { data: { flags: 'BASE_TYPE_CHOICES' } },
  ],
  [
    'flags that a deferral may not have',
    { type: 5, data: { flags: 1 << 15 } },
    { data: { flags: 'BASE_TYPE_CHOICES' } },
  ],
  ['an update where nothing was pressed', { type: 7, data: { content: 'x' } }, { type: 'BASE_TYPE_CHOICES' }],
  ['choices where nobody types', { type: 8, data: { choices: [] } }, { type: 'BASE_TYPE_CHOICES' }],
  ['a long title of a modal', modal({ title: text(46) }), { data: { title: 'BASE_TYPE_BAD_LENGTH' } }],
  ['a modal without inputs', modal({ components: [] }), { data: { components: 'BASE_TYPE_BAD_LENGTH' } }],
  [
    'a modal with six inputs',
    modal({ components: Array.from({ length: 6 }, (_, n) => label({ custom_id: `${n}` })) }),
    { data: { components: 'BASE_TYPE_MAX_LENGTH' } },
  ],
  [
    'a long label in a modal',
    modal({ components: [label({}, { label: text(46) })] }),
    at({ label: 'BASE_TYPE_BAD_LENGTH' }),
  ],
])('an answer with %s is refused', async (_what, wrong, where) => {
  const { discord, guild } = await startBotWorld({ bot: { answerTimeoutMs: 50 } });
  const raw = await speak(discord, [command()]);
  const running = discord.bot.run(guild, 'find');
  const answer = await raw.answer(await raw.interaction(), wrong);
  expect(answer).toMatchObject({ status: 400, body: { code: 50035, errors: errorsAt(where) } });
  await expect(running).rejects.toThrow('/find got no final answer within 50 ms: it was not answered; Discord refused');
  expect(discord.violations).toMatchObject([{ rule: 'invalid_answer', detail: expect.stringContaining('/find') }]);
});

test.each([
  [Array.from({ length: 26 }, () => ({ name: 'a', value: 'a' })), { data: { choices: 'BASE_TYPE_MAX_LENGTH' } }],
  [[{ name: '', value: 'a' }], { data: { choices: { 0: { name: 'BASE_TYPE_BAD_LENGTH' } } } }],
  [[{ name: 'a', value: text(101) }], { data: { choices: { 0: { value: 'BASE_TYPE_BAD_LENGTH' } } } }],
])('choices of an autocomplete', async (choices, where) => {
  const { discord, guild } = await startBotWorld({ bot: { answerTimeoutMs: 50 } });
  const raw = await speak(discord, [command({ options: [option({ autocomplete: true })] })]);
  const typing = discord.bot.autocomplete(guild, 'find', {}, { name: 'player', value: 's' });
  const answer = await raw.answer(await raw.interaction(), { type: 8, data: { choices } });
  expect(answer).toMatchObject({ status: 400, body: { errors: errorsAt(where) } });
  await expect(typing).rejects.toThrow('/find player got no final answer');
});

test('whoever is late is not heard, and whoever answers twice is told so', async () => {
  const clock = new FakeClock();
  const { discord, guild } = await startBotWorld({ clock, bot: { answerTimeoutMs: 50 } });
  const raw = await speak(discord, [command()]);
  const tooLate = discord.bot.run(guild, 'find');
  const first = await raw.interaction();
  clock.advance(3000);
  expect(await raw.answer(first, { type: 5 })).toMatchObject({ status: 404, body: { code: 10062 } });
  await expect(tooLate).rejects.toThrow('it was not answered');

  const inTime = discord.bot.run(guild, 'find', {}, { untilFirstAnswer: true });
  const second = await raw.interaction();
  clock.advance(2999);
  expect(await raw.answer(second, { type: 5 })).toMatchObject({ status: 204 });
  expect(await inTime).toMatchObject({ firstAnswerMs: 2999, isDeferred: true, hasMessage: false });
  expect(await raw.answer(second, { type: 5 })).toMatchObject({ status: 400, body: { code: 40060 } });
  await expect((await inTime).done).rejects.toThrow('it was only acknowledged (type 5)');
  expect(discord.violations.map(({ rule }) => rule)).toEqual(['late_answer', 'answered_twice']);

  clock.advance(15 * 60_000);
  expect(await raw.edit(second, { content: 'x' })).toMatchObject({ status: 401, body: { code: 50027 } });
});

test('mentions that nobody forbade are noted', async () => {
  const { discord, guild } = await startBotWorld();
  const raw = await speak(discord, [command()]);
  const running = discord.bot.run(guild, 'find');
  await raw.answer(await raw.interaction(), { type: 4, data: { content: 'hello <@900000000000000001>' } });
  expect((await running).message.mentions.users).toEqual(['900000000000000001']);
  expect(discord.violations).toMatchObject([{ rule: 'no_allowed_mentions' }]);
});

test.runIf(process.env['DISCORD_OPENAPI_FILE'] !== undefined)("Discord's own schemas are asked too", async () => {
  const { discord } = await startBotWorld();
  await speak(discord, [command({ contexts: 'here' })]);
  expect(discord.violations).toMatchObject([{ rule: 'openapi', detail: expect.stringContaining('contexts') }]);
});
