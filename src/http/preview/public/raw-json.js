import { element } from './element.js';

const doneMs = 1_500;
let nextId = 1;

/**
 * The button that opens a message's JSON, and the panel that shows it.
 * @param {unknown} body
 * @returns {{ button: HTMLElement, panel: HTMLElement }}
 */
export function rawJson(body) {
  const id = `raw-${nextId++}`;
  const button = element(
    'button',
    { type: 'button', class: 'raw-button', 'aria-expanded': 'false', 'aria-controls': id },
    'Raw JSON',
  );
  const panel = element('div', { class: 'raw', id, slot: 'components', hidden: '' });
  button.addEventListener('click', () => {
    // Made when it is asked for: most are never opened.
    if (!panel.hasChildNodes()) fill(panel, JSON.stringify(body, undefined, 2));
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) panel.scrollIntoView({ block: 'nearest' });
  });
  return { button, panel };
}

/** @param {HTMLElement} panel @param {string} json */
function fill(panel, json) {
  const text = element('pre', { tabindex: '0', 'aria-label': 'The message as it was sent' }, json);
  const copy = element('button', { type: 'button' }, 'Copy');
  copyButton(copy, text, () => json);
  panel.append(copy, text);
}

/**
 * Makes a button copy; where the browser forbids it (plain HTTP from elsewhere), the text is selected instead.
 * @param {HTMLElement} button
 * @param {HTMLElement} shown
 * @param {() => string} text
 */
export function copyButton(button, shown, text) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      getSelection()?.selectAllChildren(shown);
      button.textContent = 'Selected';
    }
    setTimeout(() => {
      button.textContent = label;
    }, doneMs);
  });
}
