import { asWritten } from '../../discord/as-written.ts';
import { componentIssues } from '../../discord/components-v2.ts';
import { messageLimits } from '../../discord/limits.ts';
import { makeValid } from '../../discord/make-valid.ts';
import { leftOut } from '../../discord/message-text.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import { validText } from '../../discord/valid-text.ts';

type Body = Readonly<Record<string, unknown>>;

/** The parts that an edit may change, as they are where it takes them away. */
const emptied: Body = { content: null, embeds: [], components: [], flags: 0 };

/**
 * The body of an edit, as its sender wrote it, made valid. It names what they named and nothing else: an edit leaves
 * standing what it does not name, and null, "" and [] take away (Discord: Webhook Resource, "Edit Webhook Message").
 * Nobody is pinged. A text that is too long stays so, since Discord says best what is wrong with it.
 *
 * @param files the number of files that come with it.
 */
export function validEdit(body: Body, files: number): Body {
  const written = asWritten(body);
  // An image may name a file that stands there already, which nobody here knows.
  const attachments = namesIn(body['embeds']).map((filename, index) => ({ id: String(index), filename }));
  const made = makeValid({ ...written, attachments }, { joinsEmbeds: true });
  // Not the words for a message of nothing: an edit is a part of one.
  const content = validText(written.content, messageLimits.content);
  const isCut = leftOut(written, { ...made, content }).length > 0;
  // Embeds that show nothing are no wish to take them away: Discord says what is wrong with them.
  const isBlank = (written.embeds ?? []).length > 0 && made.embeds === undefined;
  const valid: Body = {
    content: isCut ? body['content'] : content,
    embeds: isCut || isBlank ? body['embeds'] : made.embeds,
    components: componentsOf(body['components']) ?? made.components,
    flags: made.flags,
  };
  const parts = Object.entries(emptied).filter(([name]) => Object.hasOwn(body, name));
  const kept = attachmentsOf(body['attachments'], files);
  return {
    ...Object.fromEntries(parts.map(([name, nothing]) => [name, valid[name] ?? nothing])),
    ...(kept !== undefined && { attachments: kept }),
    allowed_mentions: { parse: [] },
  };
}

/** Those of a message of components alone need not say again that it is one. */
function componentsOf(value: unknown): unknown {
  return componentIssues(value).length === 0 ? value : undefined;
}

function namesIn(embeds: unknown): string[] {
  const found = JSON.stringify(embeds ?? []).matchAll(/"attachment:\/\/([^"\\]+)"/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}

interface EditAttachment {
  id: string;
  filename?: string;
  description?: string;
}

/** The files to keep, by their ids, and the new ones, by their places; undefined: the edit does not name them. */
function attachmentsOf(value: unknown, files: number): EditAttachment[] | undefined {
  if (value === undefined) return undefined;
  const list = Array.isArray(value) ? value : [];
  return list.slice(0, messageLimits.files).flatMap((one: unknown): EditAttachment[] => {
    const from: Body = Object(one);
    const id = String(from['id']);
    if (!isSnowflake(id) && !(/^\d{1,2}$/.test(id) && Number(id) < files)) return [];
    const filename = validText(from['filename'], messageLimits.fileName);
    const description = validText(from['description'], messageLimits.fileDescription);
    return [{ id, ...(filename !== undefined && { filename }), ...(description !== undefined && { description }) }];
  });
}
