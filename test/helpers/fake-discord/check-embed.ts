import { codePoints, type Form, type FormPath, imageSchemes } from './form.ts';
import { isObject, type JsonObject, listOf, trimmed } from './json.ts';

const maxSum = 6000;

/** All embeds of a message (Discord: Message, "Embed Limits"). */
export function checkEmbeds(form: Form, value: unknown): void {
  const embeds = form.list(['embeds'], value, 10);
  for (const [index, embed] of embeds.entries()) {
    const object = form.object(['embeds', index], embed);
    if (object) checkEmbed(form, ['embeds', index], object);
  }
  if (isSumTooLarge(embeds)) {
    form.refuse(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${maxSum}`);
  }
}

function checkEmbed(form: Form, path: FormPath, embed: JsonObject): void {
  form.text([...path, 'title'], embed['title'], 256);
  form.text([...path, 'description'], embed['description'], 4096);
  form.url([...path, 'url'], embed['url']);
  form.integer([...path, 'color'], embed['color'], 0xffffff);
  form.time([...path, 'timestamp'], embed['timestamp']);

  const footer = form.object([...path, 'footer'], embed['footer']);
  form.text([...path, 'footer', 'text'], footer?.['text'], 2048);
  form.url([...path, 'footer', 'icon_url'], footer?.['icon_url'], imageSchemes);

  const author = form.object([...path, 'author'], embed['author']);
  form.text([...path, 'author', 'name'], author?.['name'], 256);
  form.url([...path, 'author', 'url'], author?.['url']);
  form.url([...path, 'author', 'icon_url'], author?.['icon_url'], imageSchemes);

  for (const image of ['image', 'thumbnail']) {
    form.url([...path, image, 'url'], form.object([...path, image], embed[image])?.['url'], imageSchemes);
  }
  for (const [index, value] of form.list([...path, 'fields'], embed['fields'], 25).entries()) {
    const field = form.object([...path, 'fields', index], value);
    if (field) checkField(form, [...path, 'fields', index], field);
  }
}

function checkField(form: Form, path: FormPath, field: JsonObject): void {
  form.require([...path, 'name'], field['name']);
  form.text([...path, 'name'], field['name'], 256);
  form.require([...path, 'value'], field['value']);
  form.text([...path, 'value'], field['value'], 1024);
  form.boolean([...path, 'inline'], field['inline']);
}

function isSumTooLarge(embeds: readonly unknown[]): boolean {
  const texts = embeds.flatMap(textsOf);
  // There are never more code points than UTF-16 units; counting them is dear.
  const atMost = texts.reduce((sum, text) => sum + text.length, 0);
  return atMost > maxSum && texts.reduce((sum, text) => sum + codePoints(text), 0) > maxSum;
}

/** What counts towards the sum: title, description, field names and values, footer text, author name. */
function textsOf(embed: unknown): string[] {
  if (!isObject(embed)) return [];
  const texts = [trimmed(embed['title']), trimmed(embed['description'])];
  if (isObject(embed['footer'])) texts.push(trimmed(embed['footer']['text']));
  if (isObject(embed['author'])) texts.push(trimmed(embed['author']['name']));
  for (const field of listOf(embed['fields'])) {
    if (isObject(field)) texts.push(trimmed(field['name']), trimmed(field['value']));
  }
  return texts.filter((text) => text !== undefined);
}

/**
 * Whether an embed shows anything. Nobody knows whether a colour alone is enough (discord.md 8), so here it is not,
 * nor is a time stamp.
 */
export function showsSomething(embed: unknown): boolean {
  if (!isObject(embed)) return false;
  const { image, thumbnail } = embed;
  return (
    textsOf(embed).some((text) => text !== '') ||
    listOf(embed['fields']).length > 0 ||
    (isObject(image) && Boolean(image['url'])) ||
    (isObject(thumbnail) && Boolean(thumbnail['url']))
  );
}
