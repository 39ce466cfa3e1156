import { messageLimits } from '../../discord/limits.ts';
import { makeValid } from '../../discord/make-valid.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import { validText } from '../../discord/valid-text.ts';

type Body = Readonly<Record<string, unknown>>;

/** The parts that an edit may change, as they are where it takes them away. */
const emptied: Body = { content: null, embeds: [], components: [], flags: 0 };

/**
 * The body of an edit, as its sender wrote it, made valid. It names what they named and nothing else: an edit leaves
 * standing what it does not name, and null, "" and [] take away (Discord: Webhook Resource, "Edit Webhook Message").
 * Nobody is pinged.
 *
 * @param files the number of files that come with it.
 */
export function validEdit(body: Body, files: number): Body {
  // An image may name a file that stands there already, which nobody here knows.
  const attachments = namesIn(body['embeds']).map((filename, index) => ({ id: String(index), filename }));
  const valid: Body = { ...makeValid({ ...body, attachments }), content: contentOf(body['content']) };
  const parts = Object.entries(emptied).filter(([name]) => Object.hasOwn(body, name));
  const kept = attachmentsOf(body['attachments'], files);
  return {
    ...Object.fromEntries(parts.map(([name, nothing]) => [name, valid[name] ?? nothing])),
    ...(kept !== undefined && { attachments: kept }),
    allowed_mentions: { parse: [] },
  };
}

function contentOf(value: unknown): string | undefined {
  return validText(typeof value === 'number' ? String(value) : value, messageLimits.content);
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
