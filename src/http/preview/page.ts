import { createHash } from 'node:crypto';
import { importMap } from './libraries.ts';

const hash = createHash('sha256').update(importMap).digest('base64');

/** Nothing but this machine's files runs or is asked; pictures of players come from wherever the store says. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${hash}'`,
  "style-src 'self'",
  // discord-components sets the colour of an embed's bar with a style attribute.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' https: http: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** The page; all that changes is filled in by public/preview.js. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<title>Crier: preview</title>
<link rel="icon" href="/preview/assets/avatar.svg" type="image/svg+xml">
<link rel="stylesheet" href="/preview/assets/preview.css">
<link rel="stylesheet" href="/preview/assets/messages.css">
<link rel="stylesheet" href="/preview/assets/markdown.css">
<script type="importmap">${importMap}</script>
<script type="module" src="/preview/assets/preview.js"></script>
</head>
<body>
<header>
<h1><span class="hash" aria-hidden="true">#</span><span id="channel">preview</span></h1>
<p id="topic">Every message that Crier sends, drawn as Discord draws it</p>
<p id="count"></p>
<p id="connection" role="status" data-state="connecting">connecting</p>
</header>
<main id="scroller" tabindex="0" aria-label="Messages">
<section id="welcome" hidden>
<div class="welcome-icon" aria-hidden="true">#</div>
<h2>Nothing sent yet</h2>
<p>This is where everything shows up that Crier sends. Paste this into a terminal to send the first event:</p>
<div class="hint"><pre id="curl" tabindex="0"></pre><button type="button" id="copy-curl">Copy</button></div>
<p>Put your API key in place of <code>YOUR_API_KEY</code>: Crier printed one at its first start, unless <code>CRIER_API_KEY</code> in
<code>.env</code> names it; <code>npm run crier -- keys create</code> makes another.</p>
<p>Or watch a lively stream of events: <code>npm run demo</code></p>
</section>
<discord-messages id="messages" no-background role="log" aria-label="Sent messages"></discord-messages>
</main>
<button type="button" id="newer" hidden></button>
<noscript><p>The preview draws messages with JavaScript; this browser has it switched off.</p></noscript>
</body>
</html>
`;
