// discord-components draws Discord as it looked in 2021. The same parts in today's colours, types and spaces.
// Each sheet is added to those that the component gives its shadow roots.

const text = '#dbdee1';
const strong = '#f2f3f5';
const muted = '#949ba4';
const link = '#4da9ff';
const card = '#2b2d31';

/** @type {Record<string, string>} */
const sheets = {
  'discord-message': `
    :host { color: ${text}; font-family: var(--font); font-size: 1rem; padding: 2px 16px; }
    :host(:hover) { background-color: #2e3035; }
    :host([highlight]) { padding-right: 16px; background-color: #444037; }
    :host([highlight]:hover) { background-color: #403d36; }
    :host([highlight])::before { background-color: #f0b232; }
    .discord-author-avatar { margin-top: 2px; }
    .discord-author-avatar img { cursor: default; background: #404249; object-fit: cover; }
    .discord-message-content { min-width: 0; line-height: 1.375rem; padding-top: 0; }
    .discord-message-timestamp { color: ${muted}; margin-left: 4px; }
  `,
  'discord-author-info': `
    .discord-author-username, .discord-author-username:hover { color: ${strong}; cursor: text; text-decoration: none; }
  `,
  'discord-verified-author-tag': ':host { font-weight: 600; letter-spacing: 0.02em; margin-left: 5px; }',
  'discord-embed': `
    :host { color: ${text}; margin: 4px 0; max-width: 520px; }
    :host .discord-left-border { background-color: #1e1f22; }
    :host .discord-embed-root { flex: 0 1 auto; }
    :host .discord-embed-wrapper { background-color: ${card}; border: 0; max-width: 516px; min-width: 0; }
    :host .discord-embed-wrapper .discord-embed-grid { grid-template-columns: minmax(0, 1fr) min-content; padding: 0.5rem 1rem 1rem 0.75rem; }
    :host .discord-embed-author { color: ${strong}; font-size: 0.875rem; overflow-wrap: anywhere; }
    :host .discord-embed-title { color: ${strong}; line-height: 1.375rem; overflow-wrap: anywhere; }
    :host .discord-embed-title a { color: ${link}; }
  `,
  'discord-embed-description': ':host { line-height: 1.125rem; color: inherit; }',
  'discord-embed-field': `
    :host .discord-field-title { color: ${strong}; overflow-wrap: anywhere; }
  `,
  'discord-embed-footer': `
    :host { color: ${text}; font-weight: 500; overflow-wrap: anywhere; }
  `,
};

for (const [name, css] of Object.entries(sheets)) {
  customElements.whenDefined(name).then((component) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    component.elementStyles.push(sheet);
  });
}
