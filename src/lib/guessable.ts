const shortest = 16;
const fewestCharacters = 8;

/**
 * True for a secret that somebody who tries many may find: a word that a person chose, or one character many times. A
 * secret that was made at random has at least 16 characters, 8 of them different.
 */
export function isGuessable(secret: string): boolean {
  return secret.length < shortest || new Set(secret).size < fewestCharacters;
}

/** The form of a secret that is not guessable, for messages. */
export const safeSecretForm = `at least ${shortest} characters, ${fewestCharacters} of them different`;
