/**
 * The words of a text as they are kept and searched: lower case, without accents and vowel signs, so that `muller`
 * finds Müller. Both sides pass here, since a database that split a word in another way (FTS5 splits हिन्दी at its
 * vowel signs) would look for a phrase, which its index does not hold.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
}
