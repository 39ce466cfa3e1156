import type { Proof, Source, SourceRequest, SourceSettings, SourceTools } from '../../model/source.ts';

/**
 * The reason why a request was not believed, for the operator: what was found, and what is most likely behind it.
 *
 * @returns one or two sentences without any secret.
 */
export async function likelyCause(
  source: Source,
  request: SourceRequest,
  settings: SourceSettings,
  proof: Exclude<Proof, { ok: true }>,
  tools: SourceTools,
): Promise<string> {
  const { cause, detail } = proof;
  if (cause === 'missing') {
    return `${detail} Is it ${source.title} that sends to this address, and is the secret set there?`;
  }
  if (cause === 'stale') {
    return `${detail} Either the clock of this machine is wrong ("npm run crier -- doctor" tells), or an old request was sent again.`;
  }
  if (settings.secrets.length === 0) {
    return `The secret was lost with the secret key. Enter it again: npm run crier -- source add ${source.id}.`;
  }
  for (const [body, what] of variants(request.body)) {
    const again = await source.prove({ ...request, body }, settings, tools);
    if (again.ok) {
      return `${detail} With ${what} it would: something between ${source.title} and Crier changes the body, such as a proxy that re-writes JSON. Let it pass the body as it is.`;
    }
  }
  const trimmed = settings.secrets.flatMap((secret) => [secret.replace(/^whsec_/, ''), `whsec_${secret}`]);
  const again = await source.prove(request, { ...settings, secrets: trimmed }, tools);
  if (again.ok) return `${detail} The secret was pasted without its beginning "whsec_", or with one too many.`;
  return `${detail} Most likely the secret is another one: ${cureOf(source)}`;
}

/** The side that makes the secret is the one to have it from. */
function cureOf({ id, title, secret }: Source): string {
  if (secret.from === 'platform')
    return `copy "${secret.name}" in ${title} again, and run "npm run crier -- source add ${id}".`;
  return `enter the "${secret.name}" that Crier showed in ${title} again, or make another with "npm run crier -- source rotate-secret ${id}".`;
}

/** A body as proxies and frameworks change it, each with words for the change. */
function* variants(body: Buffer): Generator<[Buffer, string]> {
  const text = body.toString('utf8');
  yield [Buffer.from(text.trimEnd()), 'the white space at its end taken off'];
  yield [Buffer.from(`${text}\n`), 'a line end behind it'];
  yield [Buffer.from(text.replaceAll('\n', '\r\n')), 'Windows line ends'];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  yield [Buffer.from(JSON.stringify(value)), 'its JSON written without spaces'];
  yield [Buffer.from(JSON.stringify(value).replaceAll('/', '\\/')), 'its slashes escaped'];
  yield [Buffer.from(JSON.stringify(value, undefined, 2)), 'its JSON indented'];
}
