import { isSecretKey } from '../../privacy/contact.ts';
import { addLine, type Gathered, isUnder } from './gathered.ts';
import { embedLimits } from './limits.ts';
import { humanise, mayShow, scalar } from './names.ts';
import { headline, type Scene } from './scene.ts';
import { show } from './shown.ts';

/** The rest is a look into the data, not the data: the log holds all of it. */
const maxLeftovers = 9;
const maxKeys = 200;
const maxLength = 200;

/** Of no use to a reader, or shown in another form. */
const dull =
  /^(?:object|livemode|live_mode|test|type|event|event_type|event_id|webhook_id|currency|locale|language|time_?zone|version_hash|hash|checksum|nonce|color|colour|store|store_id|user_agent|variables)$|avatar|image|icon|logo|thumbnail|picture|_url$|Url$|^url$|^uri$|^href$|^links?$|^stack|trace$|^stack_?trace$|^created(?:_at)?$|^updated(?:_at)?$|^timestamp$|^date$/;
const momentKey = /(?:^since|_at|At|_on|_until|_date|_time)$/;
const moneyKey = /^(?:amount|price|total|subtotal|paid|price_paid|total_price|value|sum|gross)$/;

/**
 * Adds what the event's data tells beyond the fields of its look: values, short lists and, one level down, the values
 * of objects. Bounded, labelled by their keys, nothing that is shown already.
 */
export function addLeftovers(gathered: Gathered, scene: Scene): void {
  if (scene.event.data === undefined) return;
  const walk: Walk = { gathered, scene, added: 0, seen: 0 };
  addObject(scene.event.data, 'data', [], walk);
}

interface Walk {
  gathered: Gathered;
  scene: Scene;
  added: number;
  seen: number;
}

function addObject(object: object, path: string, labels: readonly string[], walk: Walk): void {
  const { gathered, scene } = walk;
  for (const [key, value] of Object.entries(object)) {
    walk.seen += 1;
    if (walk.added === maxLeftovers || walk.seen > maxKeys || gathered.lines.length >= embedLimits.fields) return;
    const here = `${path}.${key}`;
    if (value === null || value === '' || dull.test(key) || !mayShow(key, scene) || isSecretKey(key)) continue;
    if (isUnder(here, gathered.paths) || isUnder(here, scene.look.hide)) continue;
    if (typeof value !== 'object') addValue(value, here, key, labels, walk);
    else if (Array.isArray(value)) addList(value, here, key, labels, walk);
    else if (isAmount(value)) add(show(value, 'amount', here, scene), key, labels, gathered, walk);
    else if (labels.length === 0) addObject(value, here, [key], walk);
  }
}

function addValue(value: unknown, path: string, key: string, labels: readonly string[], walk: Walk): void {
  const { gathered, scene } = walk;
  const text = scalar(value);
  if (text === undefined || isEventAmount(key, text, scene)) return;
  const as = momentKey.test(key) ? 'time' : 'text';
  add(show(value, as, path, scene, maxLength), key, labels, gathered, walk);
}

function addList(value: readonly unknown[], path: string, key: string, labels: readonly string[], walk: Walk): void {
  if (value.length === 0) return;
  add(show(value, 'list', path, walk.scene, maxLength), key, labels, walk.gathered, walk);
}

function add(
  shown: ReturnType<typeof show>,
  key: string,
  labels: readonly string[],
  gathered: Gathered,
  walk: Walk,
): void {
  if (shown === undefined) return;
  const label = headline(humanise([...labels, key].join(' ')), walk.scene);
  if (label === '' || gathered.labels.has(label.toLowerCase()) || walk.scene.look.hide.has(label)) return;
  if (shown.text.length > 3 && gathered.texts.has(shown.text)) return;
  addLine(gathered, label, shown, true);
  walk.added += 1;
}

/** Whether an object is money: a decimal text and its currency. */
function isAmount(value: object): boolean {
  return 'value' in value && 'currency' in value && Object.keys(value).length === 2;
}

/** Whether a value only repeats the event's amount. */
function isEventAmount(key: string, text: string, scene: Scene): boolean {
  const { amount } = scene.event;
  return amount !== undefined && moneyKey.test(key) && Number(text) === Number(amount.value);
}
