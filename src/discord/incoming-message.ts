import { count } from '../lib/count.ts';
import { Json } from '../lib/json-reader.ts';
import { asWritten, itemsOf, textOf } from './as-written.ts';
import { componentIssues, type FormIssue, hasComponentsV2, textsIn } from './components-v2.ts';
import { messageLimits } from './limits.ts';
import { makeValid } from './make-valid.ts';
import { leftOut } from './message-text.ts';
import { pollIssues } from './poll.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * The faults for which a message is refused as Discord refuses it, since it cannot be mended without losing something:
 * embeds that are no list, parts that do not go together, components and polls of a wrong form, and a text that needs a
 * file where there is no room for one. None for all that goes on. Pure.
 *
 * @param files their number.
 */
export function messageIssues(body: Body, files: number): FormIssue[] {
  const { embeds, poll, components } = body;
  if (isSaid(embeds) && !Array.isArray(embeds) && itemsOf(embeds).length === 0 && textOf(embeds) !== undefined) {
    return [{ path: ['embeds'], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }];
  }
  if (hasComponentsV2(body['flags'])) {
    return [...legacyIssues(body), ...(isSaid(components) ? componentIssues(components) : [])];
  }
  if (isSaid(poll)) return pollIssues(poll);
  if (files < messageLimits.files) return [];
  const hasEmbeds = (asWritten(body).embeds ?? []).length > 0;
  return notShown(body).map((what) => ({
    path: [hasEmbeds ? 'embeds' : 'content'],
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `There are ${what}, and no room for a file with the rest beside ${messageLimits.files} files.`,
  }));
}

/** Discord: Message Resource, "Message Flags": with components alone, nothing else may be said. */
function legacyIssues(body: Body): FormIssue[] {
  return ['content', 'embeds', 'poll']
    .filter((key) => textOf(body[key])?.trim())
    .map((key) => ({
      path: [key],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }));
}

/** True for a message that shows something even without files. */
export function saysSomething(body: Body): boolean {
  if (hasComponentsV2(body['flags'])) return itemsOf(body['components']).length > 0;
  const { content, embeds } = asWritten(body);
  return said(content) !== undefined || (makeValid({ embeds }).embeds ?? []).length > 0 || isSaid(body['poll']);
}

/** A message as the log and the search know it. */
export interface MessageWords {
  /** The title of its first embed, or the name that it appears under. */
  title?: string | undefined;
  description?: string | undefined;
  /** The parts that do not fit and travel whole as a file: `12 embeds, of which 10 are shown`. */
  wholeInFile: readonly string[];
  /** The parts that cannot be shown at all: `2 components that this message cannot have: Ban, Kick`. */
  leftOut: readonly string[];
}

/** The words of a message for people who look for it. Pure. */
export function wordsOf(body: Body): MessageWords {
  const { content, username, embeds = [] } = asWritten(body);
  const texts = hasComponentsV2(body['flags']) ? textsIn(itemsOf(body['components'])) : [content];
  return {
    title: said(embeds[0]?.title) ?? said(username),
    description: said(texts.join('\n')) ?? new Json(body['poll']).text('question', 'text'),
    wholeInFile: notShown(body),
    leftOut: lostComponents(body),
  };
}

function notShown(body: Body): string[] {
  if (hasComponentsV2(body['flags'])) return [];
  const message = asWritten(body);
  return leftOut(message, makeValid(message, { joinsEmbeds: true }));
}

/**
 * Components of a message that does not consist of them alone: rows of link buttons are shown. All others need an
 * application, or a flag; Discord leaves them out as well (Webhook Resource, "Execute Webhook", `with_components`).
 */
function lostComponents(body: Body): string[] {
  if (hasComponentsV2(body['flags'])) return [];
  const all = itemsOf(body['components']).flatMap((one) => {
    const inner = new Json(one).list('components');
    return inner.length === 0 ? [new Json(one)] : inner;
  });
  const { components = [] } = makeValid(asWritten(body));
  const shown = components.reduce((sum, row) => sum + new Json(row).list('components').length, 0);
  if (all.length <= shown) return [];
  const names = all
    .filter((one) => one.text('style') !== '5')
    .map(
      (one) => one.text('label') ?? one.text('content') ?? one.text('custom_id') ?? `type ${one.text('type') ?? '?'}`,
    );
  return [`${count(all.length - shown, 'component', 'components')} that this message cannot have: ${names.join(', ')}`];
}

const isSaid = (value: unknown) => value !== undefined && value !== null;
const said = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text);
