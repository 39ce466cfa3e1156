import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/** A sealed text that cannot be opened. Its message says why and what to do; it holds no secret. */
export class SecretBoxError extends Error {
  override name = 'SecretBoxError';
}

/**
 * Encrypts a text for keeping (AES-256-GCM, a fresh random nonce).
 *
 * @param key 32 bytes, from `findSecretKey`.
 * @param context what the text belongs to, such as `destination dst_01…`; a sealed text that is moved to another
 *   place cannot be opened there.
 * @returns `v1:` and base64url of nonce, tag and ciphertext.
 */
export function seal(key: Buffer, plaintext: string, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', subkey(key, 'seal'), nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return `${version}:${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
}

/**
 * Opens what `seal` made with the same key and context.
 *
 * @throws SecretBoxError where the key is another one, the context differs, or the text is damaged.
 */
export function open(key: Buffer, sealed: string, context: string): string {
  const [, body] = /^v1:([A-Za-z0-9_-]+)$/.exec(sealed) ?? [];
  const bytes = Buffer.from(body ?? '', 'base64url');
  if (bytes.length < nonceBytes + tagBytes)
    throw new SecretBoxError(
      `The secret of ${context} is not in a form that this version of Crier seals. Restore the database from a backup, or set the secret anew.`,
    );
  const nonce = bytes.subarray(0, nonceBytes);
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', subkey(key, 'seal'), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SecretBoxError(
      `The secret of ${context} cannot be opened: the secret key is not the one the data was sealed with. Restore data/secret.key or CRIER_SECRET_KEY as it was.`,
      { cause },
    );
  }
}

/** HMAC-SHA256 of a text in hex: equal for equal texts, tells nothing without the key. */
export function fingerprint(key: Buffer, text: string): string {
  return createHmac('sha256', subkey(key, 'fingerprint')).update(text).digest('hex');
}

/** A token for one purpose (43 characters of base64url): always the same for the same key, unrelated to any other. */
export function deriveToken(key: Buffer, purpose: string): string {
  return createHmac('sha256', subkey(key, 'token')).update(purpose).digest('base64url');
}

// One key per use, so that what is known of one use says nothing about another.
function subkey(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `crier ${use} ${version}`, 32));
}
