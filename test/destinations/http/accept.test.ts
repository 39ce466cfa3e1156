import { describe, expect, test } from 'vitest';
import { acceptSettings } from '../../../src/destinations/http/accept-settings.ts';
import { CrierError } from '../../../src/model/errors.ts';
import { oldSecret, secret } from './_world.ts';

const url = 'https://hooks.example.com/crier';
const unsigned = { url, signature: 'none' };

/** The errors of settings that have to be refused. */
function errorsOf(wanted: unknown, allowedHosts: readonly string[] = []) {
  try {
    acceptSettings(wanted, allowedHosts);
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
    expect(error.code).toBe('invalid_destination');
    for (const { path, message } of error.errors) expect(error.message).toContain(`${path}: ${message}`);
    return error.errors;
  }
  throw new Error(`${JSON.stringify(wanted)} was accepted`);
}

describe('good settings', () => {
  test('need no more than a URL and a secret', () => {
    expect(acceptSettings({ url, secrets: [{ secret }] }, [])).toEqual({
      url,
      signature: 'standard',
      secrets: [{ secret }],
      headers: {},
    });
  });

  test('are kept whole, and are accepted again as they were kept', () => {
    const wanted = {
      url: 'https://hooks.example.com:8443/a/b?key=1',
      signature: 'both',
      secrets: [{ secret }, { secret: oldSecret, until: 1_767_225_600_000 }],
      basic: { username: 'shop', password: 'päss:word' },
      headers: { 'X-Tenant': 'blue', 'x-empty': '', Accept: 'é ÿ' },
      body: '{"text": "{{ player.name }} paid {{ amount.value }}", "fields": {{ fields }}}',
    };
    const kept = acceptSettings(wanted, []);
    expect(kept).toEqual(wanted);
    expect(acceptSettings(kept, [])).toEqual(kept);
  });

  test.each([
    ['  https://hooks.example.com/a  ', 'https://hooks.example.com/a'],
    ['https://HOOKS.example.com', 'https://hooks.example.com/'],
    ['https://hooks.example.com/a#part', 'https://hooks.example.com/a'],
    ['https://bücher.example/a', 'https://xn--bcher-kva.example/a'],
    ['https://8.8.8.8/a', 'https://8.8.8.8/a'],
  ])('have their URL in one form: "%s"', (given, kept) => {
    expect(acceptSettings({ ...unsigned, url: given }, []).url).toBe(kept);
  });

  test.each([
    ['plain', 'any text at all'],
    ['plain', 'short'],
    ['none', ''],
  ])('signed %s may have the secret "%s"', (signature, text) => {
    const secrets = text === '' ? [] : [{ secret: text }];
    expect(acceptSettings({ url, signature, secrets }, [])).toMatchObject({ signature, secrets });
  });

  test.each([24, 64])('take a secret of %i bytes', (length) => {
    const secrets = [{ secret: `whsec_${Buffer.alloc(length, 1).toString('base64')}` }];
    expect(acceptSettings({ url, secrets }, [])).toMatchObject({ secrets });
  });
});

describe('a host that the operator allows', () => {
  test.each([
    ['http://10.1.2.3:8080/x', '10.1.2.3'],
    ['http://10.1.2.3:8080/x', '10.1.2.3:8080'],
    ['https://10.1.2.3/x', '10.1.2.3:443'],
    ['http://bot.internal/x', 'bot.internal:80'],
    ['http://localhost:3000/', 'localhost'],
    ['http://[::1]:3000/', '[::1]:3000'],
  ])('may be private, and without TLS: %s by %s', (given, allowed) => {
    expect(acceptSettings({ ...unsigned, url: given }, [allowed]).url).toBe(given);
  });

  test.each([
    ['http://10.1.2.3:8081/x', '10.1.2.3:8080'],
    ['http://10.1.2.4/x', '10.1.2.3'],
    ['http://evil.bot.internal/x', 'bot.internal'],
    ['http://bot.internal.evil.example/x', 'bot.internal'],
    ['http://bot.internal@evil.example/x', 'bot.internal'],
  ])('is that host alone: not %s by %s', (given, allowed) => {
    expect(errorsOf({ ...unsigned, url: given }, [allowed])).toMatchObject([{ path: 'url' }]);
  });
});

describe('a refusal names the field', () => {
  const basic = { username: 'a', password: 'b' };

  test.each([
    ['no URL', 'url', { signature: 'none' }, /expected string/],
    ['an empty URL', 'url', { ...unsigned, url: '' }, /./],
    ['no URL at all', 'url', { ...unsigned, url: 'hooks' }, /begins with https/],
    ['a relative URL', 'url', { ...unsigned, url: '//example.com/a' }, /begins with https/],
    ['another protocol', 'url', { ...unsigned, url: 'file:///etc/passwd' }, /begins with https/],
    ['http', 'url', { ...unsigned, url: 'http://example.com:81/a' }, /CRIER_ENDPOINT_HOSTS=example\.com:81/],
    ['a private address', 'url', { ...unsigned, url: 'https://192.168.0.1/a' }, /192\.168\.0\.1 is not .*internet/],
    ['a name for it', 'url', { ...unsigned, url: 'https://app.localhost/' }, /app\.localhost is not .*internet/],
    ['a password', 'url', { ...unsigned, url: 'https://a:b@example.com/' }, /give it as basic/],
    ['a user', 'url', { ...unsigned, url: 'https://a@example.com/' }, /give it as basic/],
    ['a long URL', 'url', { ...unsigned, url: `https://example.com/${'a'.repeat(2_048)}` }, /2048/],
    ['an unknown form', 'signature', { url, signature: 'md5' }, /"standard"\|"plain"/],
    ['no secret', 'secret', { url }, /expected a secret/],
    ['no secret for plain', 'secret', { url, signature: 'plain' }, /expected a secret/],
    ['a short secret', 'secret', { url, secrets: [{ secret: `whsec_${'A'.repeat(28)}` }] }, /openssl rand/],
    ['a long secret', 'secret', { url, secrets: [{ secret: `whsec_${'A'.repeat(88)}` }] }, /24 to 64/],
    ['no base64', 'secret', { url, secrets: [{ secret: `whsec_${'-'.repeat(44)}` }] }, /base64/],
    ['no prefix', 'secret', { url, signature: 'both', secrets: [{ secret: 'A'.repeat(44) }] }, /whsec_/],
    ['one bad secret of two', 'secret', { url, secrets: [{ secret }, { secret: 'x' }] }, /whsec_/],
    ['an empty secret', 'secrets.0.secret', { url, secrets: [{ secret: '' }] }, /./],
    ['many secrets', 'secrets', { url, secrets: Array(6).fill({ secret }) }, /5/],
    ['half of basic', 'basic.password', { ...unsigned, basic: { username: 'a' } }, /expected string/],
    ['a colon', 'basic.username', { ...unsigned, basic: { username: 'a:b', password: 'c' } }, /colon/],
    ['a token of two words', 'bearer', { ...unsigned, bearer: 'a b' }, /blanks/],
    ['a token of two lines', 'bearer', { ...unsigned, bearer: 'a\r\nX: b' }, /blanks/],
    ['both', 'bearer', { ...unsigned, basic, bearer: 'a' }, /one of basic and bearer/],
    ['basic twice', 'headers.Authorization', { ...unsigned, basic, headers: { authorization: 'x' } }, /one of basic/],
    ['a header of two words', 'headers.X A', { ...unsigned, headers: { 'X A': '1' } }, /letters/],
    ['a header without a name', 'headers.', { ...unsigned, headers: { '': '1' } }, /letters/],
    ['a new line in a value', 'headers.X-A', { ...unsigned, headers: { 'X-A': 'a\r\nX-B: b' } }, /one line/],
    ['an emoji in a value', 'headers.X-A', { ...unsigned, headers: { 'X-A': '💎' } }, /Latin/],
    ['a long value', 'headers.X-A', { ...unsigned, headers: { 'X-A': 'a'.repeat(4_001) } }, /4000/],
    ['an empty template', 'body', { ...unsigned, body: '' }, /./],
    ['a template that is no JSON', 'body', { ...unsigned, body: '{\n"a": 1,\n}' }, /^line 3, column 1: .*valid JSON/],
    ['a misspelt name', 'body', { ...unsigned, body: '[{{ plaier }}]' }, /^line 1, column 5: .*did you mean player/],
    ['a template for full events', 'body', { ...unsigned, body: '[{% if player %}1{% endif %},2]' }, /valid JSON/],
    ['a template for bare events', 'body', { ...unsigned, body: '[{% if player %},{% endif %}2]' }, /valid JSON/],
    [
      'a single brace misspelt',
      'body',
      { ...unsigned, body: '{\n"a": "{player.nmae}"}' },
      /^line 2, column 8: .*did you mean \{player.name\}/,
    ],
    [
      'a single brace near a name',
      'body',
      { ...unsigned, body: '["{plaier}"]' },
      /did you mean \{player\}\? .*\{data\.plaier\}/,
    ],
    ['a secret that is not said', 'body', { ...unsigned, body: '["{{ secrets.token }}"]' }, /there is no secrets/],
    [
      'another secret',
      'body',
      { ...unsigned, body: '["{{ secrets.tokn }}"]', bodySecrets: { token: 'x' } },
      /did you mean token/,
    ],
    [
      'a secret with an odd name',
      'body_secrets.a b',
      { ...unsigned, bodySecrets: { 'a b': 'x' } },
      /a word such as token/,
    ],
    [
      'a header with a misspelt name',
      'headers.X-A',
      { ...unsigned, headers: { 'X-A': '{{ tpye }}' } },
      /did you mean type/,
    ],
    [
      'a secret in a header',
      'headers.X-A',
      { ...unsigned, bodySecrets: { token: 'x' }, headers: { 'X-A': '{{ secrets.token }}' } },
      /there is no secrets/,
    ],
    ['a quote around a name', 'body', { ...unsigned, body: '{"a": {{ player.name }}"}' }, /valid JSON/],
  ])('%s: %s', (_, path, wanted, message) => {
    expect(errorsOf(wanted)).toMatchObject([{ path, message: expect.stringMatching(message) }]);
  });

  test.each([
    ...['Host', 'content-type', 'Content-Length', 'TRANSFER-ENCODING', 'connection', 'Upgrade', 'Expect', 'TE'],
    ...['webhook-id', 'Webhook-Signature', 'webhook-timestamp', 'crier-attempt', 'Proxy-Authorization'],
    ...['X-Webhook-Signature', 'x-webhook-signature-previous'],
  ])('the header %s is our own', (name) => {
    const message = 'is set by Crier itself';
    expect(errorsOf({ ...unsigned, headers: { [name]: 'x' } })).toEqual([{ path: `headers.${name}`, message }]);
  });

  test('31 headers are too many, 30 are not', () => {
    const headers = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`X-${n}`, 'x']));
    expect(acceptSettings({ ...unsigned, headers: headers(30) }, [])).toMatchObject({ headers: headers(30) });
    expect(errorsOf({ ...unsigned, headers: headers(31) })).toEqual([
      { path: 'headers', message: 'expected at most 30' },
    ]);
  });

  test('a header that is there twice, in other letters', () => {
    expect(errorsOf({ ...unsigned, headers: { 'X-A': '1', 'x-a': '2' } })).toContainEqual({
      path: 'headers.x-a',
      message: expect.stringContaining('once'),
    });
  });

  test('an unknown field, by its name', () => {
    expect(errorsOf({ ...unsigned, sekret: 'x' })).toEqual([{ path: 'sekret', message: 'is not known here' }]);
  });

  test('all that is wrong, at once', () => {
    const wanted = { url: 'ftp://x', bearer: 'a b', headers: { Host: 'x' }, body: '[' };
    expect(errorsOf(wanted).map(({ path }) => path)).toEqual(['url', 'secret', 'headers.Host', 'bearer', 'body']);
  });

  test.each([null, undefined, 5, 'https://example.com/', []])('%j is refused in words', (wanted) => {
    expect(errorsOf(wanted)).toMatchObject([{ message: expect.stringContaining('expected object') }]);
  });
});
