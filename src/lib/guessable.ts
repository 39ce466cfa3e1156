/** The fewest characters of a secret that was made at random, and of those the fewest that differ. */
const shortest = 16;
const fewestDifferent = 8;

/** True for a secret that somebody who tries many may find: a word that a person chose, or one character many times. */
export function isGuessable(secret: string): boolean {
  return secret.length < shortest || new Set(secret).size < fewestDifferent;
}
