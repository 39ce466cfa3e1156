import { hideSecrets } from '../../lib/hide-secrets.ts';
import type { ReceiptContent } from '../../model/receipt.ts';
import type { Source } from '../../model/source.ts';
import { type EnabledSource, secretsAt } from '../../registry/source-registry.ts';

/** A request whose body is text. */
export interface ShownRequest extends Pick<ReceiptContent, 'headers' | 'query'> {
  /** Undefined where it was too large to keep. */
  body: string | undefined;
}

/**
 * A request as people may see it: its body as text, without the secrets that are set for its source, and without the
 * one that it proves itself by in its body, which may be another one by now.
 *
 * @param secrets that are set. Secret.
 */
export function hideCredentials(
  { headers, query, body }: ReceiptContent,
  { secret: { field } }: Pick<Source, 'secret'>,
  secrets: readonly string[],
): ShownRequest {
  const text = body === undefined ? undefined : Buffer.from(body, 'latin1').toString('utf8');
  const sent = field === undefined || text === undefined ? [] : valuesOf(field, text);
  const hide = hideSecrets([...secrets, ...sent]);
  const hideAll = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, hide(text)]));
  return { headers: hideAll(headers), query: hideAll(query), body: text === undefined ? undefined : hide(text) };
}

/** All secrets that are kept of a source, also those whose time is over. */
export function everySecretOf(enabled: EnabledSource | undefined): string[] {
  return enabled === undefined ? [] : secretsAt(enabled, Number.NEGATIVE_INFINITY);
}

/** The values of a field of JSON, also of JSON in a form. */
function valuesOf(field: string, body: string): string[] {
  const form = [...new URLSearchParams(body).values()];
  const written = new RegExp(String.raw`"${field}"\s*:\s*"([^"\\]{1,500})"`, 'g');
  return [body, ...form].flatMap((text) => [...text.matchAll(written)].flatMap(([, value]) => value ?? []));
}
