const hidden = '••••';

/** The shortest value that is hidden: a shorter one would blot out words that are no secret. */
const shortest = 6;

/** A function that makes secrets unreadable in a text, in all the ways in which programs write them. */
export function hideSecrets(secrets: readonly string[]): (text: string) => string {
  const written = secrets.filter(({ length }) => length >= shortest).flatMap(waysToWrite);
  const known = [...new Set(written)].sort((a, b) => b.length - a.length);
  return (text) => known.reduce((said, secret) => said.replaceAll(secret, hidden), text);
}

/** As itself, in JSON, in an address and in HTML. */
function waysToWrite(secret: string): string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ];
}
