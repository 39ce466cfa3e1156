/**
 * Slack's mrkdwn as plain text: links keep their text and address, mentions their name, and nothing in it can ping or
 * format.
 */
export function plainSlack(text: string): string {
  return text
    .replace(
      /<([@#])([A-Z0-9]+)(?:\|([^>]*))?>/g,
      (_all, sign: string, id: string, name?: string) => `${sign}${name ?? id}`,
    )
    .replace(/<!(?:subteam\^[A-Z0-9]+\|)?([^>|]*)(?:\|([^>]*))?>/g, (_all, word: string, name?: string) => name ?? word)
    .replace(/<((?:https?|mailto):[^>|]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/<((?:https?|mailto):[^>|]+)>/g, '$1')
    .replace(/(^|[\s(])([*_~])(\S(?:[^\n]*?\S)?)\2(?=[\s).,:;!?]|$)/gm, '$1$3')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Discord's markdown as plain text. */
export function plainDiscord(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\((https?:[^)\s]+)\)/g, '$1 ($2)')
    .replace(/<(@[!&]?|#)(\d+)>/g, '$1$2')
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/(\*\*|__|~~|\|\||`)(\S(?:[^\n]*?\S)?)\1/g, '$2');
}
