// Discord's rules for a message once more, written from its documentation alone: it shares no line and no constant
// with the code that it judges.

import type { MessageFile } from '../../src/model/message.ts';
import { textOf } from './text-of.ts';

interface RuleInput {
  body: unknown;
  files?: readonly MessageFile[];
}

type Rec = Record<string, unknown>;

/** What Discord would refuse, or what would ping or be shown empty; an empty list is a good message. */
export function discordViolations({ body, files = [] }: RuleInput): string[] {
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string) => {
    if (!isRight) wrong.push(what);
  };
  const message = record(body);
  const embeds = array(message['embeds']);
  const attachments = array(message['attachments']);
  const content = message['content'];

  check(content !== undefined || embeds.length > 0 || attachments.length > 0, 'the message is empty');
  if (content !== undefined) checkText(content, 2000, 'content', check);
  check(embeds.length <= 10, `${embeds.length} embeds`);
  check(message['embeds'] === undefined || embeds.length > 0, 'embeds: an empty list');
  checkUsername(message['username'], check);
  if (message['avatar_url'] !== undefined) checkUrl(message['avatar_url'], 'avatar_url', check);

  let sum = 0;
  const count = (text: unknown) => {
    sum += typeof text === 'string' ? points(text) : 0;
  };
  const urls: unknown[] = [];
  for (const [index, each] of embeds.entries()) {
    const embed = record(each);
    const at = `embeds[${index}]`;
    const texts = [
      ['title', embed['title'], 256],
      ['description', embed['description'], 4096],
      ['footer', record(embed['footer'])['text'], 2048],
      ['author', record(embed['author'])['name'], 256],
    ] as const;
    for (const [name, text, max] of texts) {
      if (text !== undefined) checkText(text, max, `${at}.${name}`, check);
      count(text);
    }
    check(
      texts.some(([, text]) => text !== undefined) ||
        [embed['fields'], embed['image'], embed['thumbnail']].some((part) => part !== undefined),
      `${at}: nothing to see`,
    );
    check(embed['footer'] === undefined || record(embed['footer'])['text'] !== undefined, `${at}.footer without text`);
    check(embed['author'] === undefined || record(embed['author'])['name'] !== undefined, `${at}.author without name`);
    const fields = array(embed['fields']);
    check(embed['fields'] === undefined || fields.length > 0, `${at}.fields: an empty list`);
    check(fields.length <= 25, `${at}: ${fields.length} fields`);
    for (const [number, field] of fields.entries()) {
      const parts = [record(field)['name'], record(field)['value']];
      // Discord takes a field without a name, or without a value (discord.js #10744); one without both shows nothing.
      check(
        parts.some((part) => part !== ''),
        `${at}.fields[${number}]: empty`,
      );
      for (const [part, most, name] of [
        [parts[0], 256, 'name'],
        [parts[1], 1024, 'value'],
      ] as const) {
        if (part !== '') checkText(part, most, `${at}.fields[${number}].${name}`, check);
      }
      count(record(field)['name']);
      count(record(field)['value']);
    }
    const colour = embed['color'];
    check(
      colour === undefined || (Number.isInteger(colour) && Number(colour) >= 0 && Number(colour) <= 16_777_215),
      `${at}.color ${colour}`,
    );
    const time = embed['timestamp'];
    check(
      time === undefined || (typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time)),
      `${at}.timestamp ${time}`,
    );
    const links = [
      embed['url'],
      record(embed['author'])['url'],
      record(embed['author'])['icon_url'],
      record(embed['footer'])['icon_url'],
      record(embed['image'])['url'],
      record(embed['thumbnail'])['url'],
    ];
    for (const link of links) if (link !== undefined) checkUrl(link, `${at} url`, check);
    if (embed['url'] !== undefined) urls.push(embed['url']);
  }
  check(sum <= 6000, `${sum} characters in all embeds`);
  check(new Set(urls).size === urls.length, 'two embeds share a url');

  checkMentions(message, check);
  check(attachments.length <= 10 && attachments.length === files.length, 'attachments do not fit the files');
  for (const [index, attachment] of attachments.entries()) {
    check(record(attachment)['id'] === String(index), `attachments[${index}].id`);
    check(record(attachment)['filename'] === files[index]?.name, `attachments[${index}].filename`);
  }
  for (const file of files) check(Buffer.byteLength(textOf(file)) <= 1_048_576, `${file.name} is too large`);
  return wrong;
}

type Check = (isRight: boolean, what: string) => void;

function checkText(text: unknown, max: number, at: string, check: Check): void {
  if (typeof text !== 'string') {
    check(false, `${at}: not a text`);
    return;
  }
  const length = points(text);
  check(length <= max, `${at}: ${length} of ${max}`);
  check(length > 0, `${at}: empty`);
  check(text.isWellFormed(), `${at}: half a surrogate pair`);
  check(![...text].some(isForbidden), `${at}: control character or bidirectional override`);
}

function isForbidden(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (
    (code < 32 && code !== 10 && code !== 9) ||
    code === 127 ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}

/** Discord trims, then counts code points. */
function points(text: string): number {
  return [...text.trim()].length;
}

function checkUsername(name: unknown, check: Check): void {
  if (name === undefined) return;
  if (typeof name !== 'string') {
    check(false, 'username: not a text');
    return;
  }
  check(points(name) >= 1 && [...name].length <= 80 && name === name.trim(), 'username: length or blanks');
  check(!/\s\s/.test(name), 'username: runs of blanks');
  check(!/clyde|discord/i.test(name) && !/^(everyone|here)$/i.test(name), `username: ${name} is forbidden`);
  check(!/[@#:]|```/.test(name), `username: ${name} has forbidden characters`);
}

function checkUrl(url: unknown, at: string, check: Check): void {
  const isGood =
    typeof url === 'string' &&
    url.length <= 2048 &&
    /^https?:\/\/[a-z0-9._-]+\.[a-z0-9-]+(:\d+)?([/?#][\x21-\x7e]*)?$/.test(url);
  check(isGood, `${at}: ${String(url).slice(0, 100)}`);
}

/** Nothing pings but roles that stand both in the content and in the list. */
function checkMentions(message: Rec, check: Check): void {
  const allowed = record(message['allowed_mentions']);
  check(Array.isArray(allowed['parse']) && allowed['parse'].length === 0, 'allowed_mentions.parse is not empty');
  check(allowed['users'] === undefined && allowed['replied_user'] === undefined, 'allowed_mentions allows users');
  const roles = array(allowed['roles']);
  check(
    roles.every((role) => typeof role === 'string' && /^\d{15,20}$/.test(role)) && new Set(roles).size === roles.length,
    'allowed_mentions.roles',
  );
  const expected = roles.map((role) => `<@&${role}>`).join(' ');
  const content = String(message['content'] ?? '');
  const text = content.startsWith(expected) ? content.slice(expected.length).trimStart() : content;
  const isNote = array(message['embeds']).length === 0 && text.split('\n').every((line) => line.startsWith('-# '));
  check(content === expected || isNote, `content is neither just the roles nor a small text: ${content}`);
  check(!/@everyone|@here/i.test(JSON.stringify(message)), '@everyone or @here is written out');
}

function record(value: unknown): Rec {
  return typeof value === 'object' && value !== null ? (value as Rec) : {};
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
