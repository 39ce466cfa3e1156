import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveToken, fingerprint, open, SecretBoxError, seal } from '../../src/lib/secret-box.ts';

const key = Buffer.alloc(32, 7);
const otherKey = Buffer.alloc(32, 8);

describe('a sealed text', () => {
  it.each(['', 'https://discord.com/api/webhooks/1/t', 'ünïcödé 💎', 'x'.repeat(10_000)])('opens again', (plain) => {
    expect(open(key, seal(key, plain, 'destination dst_1'), 'destination dst_1')).toBe(plain);
  });

  it('is another one each time', () => {
    const sealed = seal(key, 'hello', 'a');
    expect(sealed).toMatch(/^v1:[\w-]+$/);
    expect(sealed).not.toBe(seal(key, 'hello', 'a'));
  });

  it('does not open with another key, and the error says what to restore', () => {
    const sealed = seal(key, 'hello', 'destination dst_1');
    expect(() => open(otherKey, sealed, 'destination dst_1')).toThrow(SecretBoxError);
    expect(() => open(otherKey, sealed, 'destination dst_1')).toThrow(
      'The secret of destination dst_1 cannot be opened: the secret key is not the one the data was sealed with. Restore data/secret.key or CRIER_SECRET_KEY as it was.',
    );
  });

  it('does not open in another place', () => {
    expect(() => open(key, seal(key, 'hello', 'dst_1'), 'dst_2')).toThrow(SecretBoxError);
  });

  it('does not open when any byte of it was changed', () => {
    const sealed = seal(key, 'hello', 'a');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => open(key, `v1:${changed.toString('base64url')}`, 'a')).toThrow(SecretBoxError);
    }
  });

  it.each(['', 'hello', 'v1:', 'v1:abc', `v2:${randomBytes(40).toString('base64url')}`, 'v1:!!!'])(
    'that is malformed (%s) is told from a wrong key',
    (sealed) => {
      expect(() => open(key, sealed, 'dst_1')).toThrow(/not in a form that this version of Crier seals/);
    },
  );
});

describe('what is derived from the key', () => {
  it('fingerprints equal texts alike, and only with the same key', () => {
    expect(fingerprint(key, 'a')).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(key, 'a')).toBe(fingerprint(key, 'a'));
    expect(fingerprint(key, 'a')).not.toBe(fingerprint(key, 'b'));
    expect(fingerprint(key, 'a')).not.toBe(fingerprint(otherKey, 'a'));
  });

  it('keeps tokens of different purposes apart, and from fingerprints', () => {
    expect(deriveToken(key, 'console')).toMatch(/^[\w-]{43}$/);
    expect(deriveToken(key, 'console')).toBe(deriveToken(key, 'console'));
    expect(deriveToken(key, 'console')).not.toBe(deriveToken(key, 'metrics'));
    expect(Buffer.from(deriveToken(key, 'a'), 'base64url').toString('hex')).not.toBe(fingerprint(key, 'a'));
  });
});
