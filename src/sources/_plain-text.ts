/** The longest text that a message shows; the rest is not worth the time. */
const longest = 50_000;

// Every repetition has a bound, so that no text of a sender takes long.

/**
 * Slack's mrkdwn as plain text: links keep their text and address, mentions their name, and nothing in it can ping or
 * format.
 */
export function plainSlack(text: string): string {
  return text
    .slice(0, longest)
    .replace(
      /<([@#])([A-Z0-9]{1,40})(?:\|([^<>]{0,500}))?>/g,
      (_all, sign: string, id: string, name?: string) => `${sign}${name || id}`,
    )
    .replace(
      /<!(?:subteam\^[A-Z0-9]{1,40}\|)?([^<>|]{0,500})(?:\|([^<>]{0,500}))?>/g,
      (_all, word: string, name?: string) => name ?? word,
    )
    .replace(/<((?:https?|mailto):[^<>|]{1,2048})\|([^<>]{0,500})>/g, (_all, url: string, label: string) =>
      withAddress(label, url),
    )
    .replace(/<((?:https?|mailto):[^<>|]{1,2048})>/g, (_all, url: string) => withAddress('', url))
    .replace(/```\n?([^`]{1,5000}?)\n?```/g, '$1')
    .replace(/(^|[\s(])([*_~`])(\S(?:[^\n]{0,500}?\S)?)\2(?=[\s).,:;!?]|$)/gm, '$1$3')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** A link's text with its address, once where both are the same, and no address of a mailbox. */
function withAddress(label: string, url: string): string {
  if (url.startsWith('mailto:')) return label.includes('@') ? '' : label;
  return label === '' || label === url ? url : `${label} (${url})`;
}

/** Discord's markdown as plain text. */
export function plainDiscord(text: string): string {
  return text
    .slice(0, longest)
    .replace(/\[([^[\]]{0,500})\]\(<?(https?:[^)\s>]{1,2048})>?(?: "[^"\n]{0,200}")?\)/g, (_all, label, url) =>
      withAddress(label, url),
    )
    .replace(/<(@[!&]?|#)(\d{1,25})>/g, '$1$2')
    .replace(/<a?:(\w{1,40}):\d{1,25}>/g, ':$1:')
    .replace(/<t:(-?\d{1,13})(?::[tTdDfFR])?>/g, (all, seconds) => momentOf(Number(seconds)) ?? all)
    .replace(/<(https?:[^<>\s]{1,2048})>/g, '$1')
    .replace(/```(?:[a-z0-9+-]{1,20}\n)?\n?([^`]{1,5000}?)\n?```/gi, '$1')
    .replace(/^(?:#{1,3} |-# |>>> |> )/gm, '')
    .replace(/(\*\*\*|\*\*|__|~~|\|\||`)(\S(?:[^\n]{0,500}?\S)?)\1/g, '$2')
    .replace(/(\*\*|__|~~|\|\|)(\S(?:[^\n]{0,500}?\S)?)\1/g, '$2')
    .replace(/(^|[\s(])([*_])([^\s*_](?:[^\n*_]{0,500}?[^\s*_])?)\2(?=[\s).,:;!?]|$)/gm, '$1$3')
    .replace(/\\([*_~`|>#\\])/g, '$1');
}

/** `<t:1789410161:R>` for people. */
function momentOf(seconds: number): string | undefined {
  const date = new Date(seconds * 1_000);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
