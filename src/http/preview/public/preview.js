// The page: asks for the messages there are, follows the new ones, keeps the reader where they read.
import { drawMessage } from './draw-message.js';
import { copyButton } from './raw-json.js';
import { refreshTimes } from './time.js';

/** The most messages on the page: more would make it slow, and nobody scrolls that far. */
const mostShown = 200;
/** The wait between a connection that was refused and the next try. */
const retryMs = 3_000;
/** Nearer than this to the end counts as reading the end. */
const endPx = 80;

const curlBody =
  '{"type":"payment.completed","player":{"name":"Steve"},"amount":{"value":"9.99","currency":"EUR"},"data":{"package":"VIP"}}';

const scroller = byId('scroller');
const list = byId('messages');
const newer = byId('newer');

/** @type {Map<string, HTMLElement>} */
const shown = new Map();
let isAtEnd = true;
let unread = 0;

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** @param {'connecting' | 'connected' | 'reconnecting'} state */
function showConnection(state) {
  byId('connection').dataset.state = state;
  byId('connection').textContent = state === 'connected' ? 'live' : state;
}

/** @param {{ id: string, name: string }} store */
function showStore({ name }) {
  byId('channel').textContent = name.trim().toLowerCase().replace(/\s+/g, '-') || 'preview';
  document.title = `${name} · Crier preview`;
}

/** @param {import('./draw-message.js').FeedMessage} message */
function add(message) {
  if (shown.has(message.id)) return;
  const element = drawMessage(message);
  const after = [...shown.keys()].filter((id) => id > message.id).sort()[0];
  list.insertBefore(element, after === undefined ? null : (shown.get(after) ?? null));
  shown.set(message.id, element);
  for (const id of [...shown.keys()].sort().slice(0, -mostShown)) {
    shown.get(id)?.remove();
    shown.delete(id);
  }
}

function showCount() {
  const isFull = shown.size >= mostShown;
  const count = `${isFull ? 'last ' : ''}${shown.size} ${shown.size === 1 ? 'message' : 'messages'}`;
  byId('count').textContent = shown.size === 0 ? '' : count;
  byId('welcome').hidden = shown.size > 0;
  newer.hidden = unread === 0;
  newer.textContent = `${unread} new ${unread === 1 ? 'message' : 'messages'} ↓`;
}

function toEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}

async function load() {
  const response = await fetch(`/preview/messages${location.search}`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the messages cannot be read: ${response.status}`);
  const { store, messages } = await response.json();
  const isFirst = shown.size === 0;
  const before = shown.size;
  showStore(store);
  for (const message of messages) add(message);
  if (!isAtEnd && !isFirst) unread += Math.max(0, shown.size - before);
  showCount();
  list.dataset.loaded = '';
}

function follow() {
  const source = new EventSource(`/preview/stream${location.search}`);
  const again = () => {
    source.close();
    showConnection('reconnecting');
    setTimeout(follow, retryMs);
  };
  source.addEventListener('open', () => {
    // Only now: what is sent between the two is in the list.
    load().then(() => showConnection('connected'), again);
  });
  source.addEventListener('sent', (event) => {
    add(JSON.parse(event.data));
    if (!isAtEnd) unread += 1;
    showCount();
  });
  source.addEventListener('error', again);
}

scroller.addEventListener('scroll', () => {
  isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < endPx;
  if (!isAtEnd || unread === 0) return;
  unread = 0;
  showCount();
});
newer.addEventListener('click', () => {
  toEnd();
  scroller.focus();
});
// Components draw a moment after they are added, and pictures arrive later still.
new ResizeObserver(() => {
  if (isAtEnd) toEnd();
}).observe(list);

const curl = `curl ${location.origin}/v1/events -H "Authorization: Bearer YOUR_API_KEY" -H "Content-Type: application/json" -d '${curlBody}'`;
byId('curl').textContent = curl;
copyButton(byId('copy-curl'), byId('curl'), () => curl);
setInterval(refreshTimes, 10_000);
follow();
