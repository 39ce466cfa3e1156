/**
 * An element with attributes and children; strings become text.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * The address if a browser may open it: http or https.
 * @param {unknown} text
 * @returns {string | undefined}
 */
export function webUrl(text) {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  return /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

/**
 * Calls `show` once the picture has arrived: one that is missing leaves no broken frame.
 * @param {unknown} address
 * @param {(url: string) => void} show
 */
export function loadPicture(address, show) {
  const url = webUrl(address);
  if (url === undefined) return;
  const picture = new Image();
  picture.addEventListener('load', () => show(url));
  picture.src = url;
}

/**
 * The components fetch the picture of `<:name:id>` in an attribute from Discord's host; here it stays text.
 * @param {string} text
 */
export function withoutEmoji(text) {
  return text.replace(/<(a?):(?=\w+:\d)/g, '<\u2060$1:');
}
