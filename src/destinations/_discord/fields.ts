import { valueAt } from '../../looks/value-at.ts';
import type { LookField } from '../../model/look.ts';
import { isSecretKey } from '../../privacy/contact.ts';
import { addLine, type Gathered, isUnder, type Line } from './gathered.ts';
import { addLeftovers } from './leftovers.ts';
import { embedLimits } from './limits.ts';
import { mayShow } from './names.ts';
import { headline, plain, plainLine, type Scene } from './scene.ts';
import { type Shown, show, showText } from './shown.ts';

const amountField: LookField = { label: 'Amount', from: 'amount', as: 'amount' };

/**
 * The fields of an event in order: what its look wants first, the ids of the people, what the sender added, what else
 * its data tells. Nothing twice, nothing empty, no contact data unless the store shows it.
 */
export function gatherLines(scene: Scene): Line[] {
  const gathered: Gathered = { lines: [], paths: new Set(), labels: new Set(), texts: textsElsewhere(scene) };
  const wanted = scene.look.fields ?? [];
  const hasAmount = wanted.some(
    ({ from }) => from === 'amount' || (typeof from !== 'string' && from.includes('amount')),
  );
  for (const field of hasAmount ? wanted : [amountField, ...wanted]) addLookField(field, gathered, scene);
  addPeople(gathered, scene);
  addSenderFields(gathered, scene);
  addLeftovers(gathered, scene);
  return gathered.lines;
}

function addLookField(field: LookField, gathered: Gathered, scene: Scene): void {
  if (scene.look.hide.has(field.label)) return;
  for (const path of typeof field.from === 'string' ? [field.from] : field.from) {
    if (isUnder(path, scene.look.hide) || isUnder(path, gathered.paths)) continue;
    const value = valueAt(scene.event, path);
    if (value === undefined || value === null) continue;
    if (!mayShow(path, scene) || path.split('.').some(isSecretKey)) continue;
    const shown = field.as === 'person' ? person(value, scene) : show(value, field.as, path, scene);
    if (shown === undefined) continue;
    gathered.paths.add(path);
    if (gathered.texts.has(shown.text) && shown.text.length > 3 && field.as === undefined) return;
    addLine(gathered, headline(field.label, scene), shown, field.inline ?? true);
    return;
  }
}

function person(value: unknown, scene: Scene): Shown | undefined {
  const shown = show(value, 'text', '', scene);
  return shown === undefined ? undefined : { ...shown, markdown: shown.markdown.replace(/\n+/g, ' ') };
}

/** Names stand in the author line and above; the ids are what a store's owner searches by. */
function addPeople(gathered: Gathered, scene: Scene): void {
  const { player, recipient } = scene.event;
  for (const [label, path, id] of [
    ['Player ID', 'player', player?.id],
    ['Recipient ID', 'recipient', recipient?.id],
  ] as const) {
    const shown =
      id === undefined || scene.look.hide.has(label) || scene.look.hide.has(path)
        ? undefined
        : show(id, 'code', path, scene);
    if (shown !== undefined && !gathered.texts.has(shown.text)) addLine(gathered, label, shown, true);
  }
}

function addSenderFields(gathered: Gathered, scene: Scene): void {
  for (const { name, value, inline } of scene.event.fields ?? []) {
    if (scene.look.hide.has(name) || !mayShow(name, scene) || isSecretKey(name)) continue;
    const text = plain(value, scene.store).trim();
    if (text === '') continue;
    const label = headline(name, scene);
    const isTwice = gathered.labels.has(label.toLowerCase()) && gathered.texts.has(text);
    if (isTwice) continue;
    const shown = showText(text, embedLimits.fieldValue, scene.isFailure);
    addLine(gathered, label, shown, inline ?? true);
  }
}

/** What the embed says outside of its fields. */
function textsElsewhere(scene: Scene): Set<string> {
  const { event, store } = scene;
  const names = [event.title, event.player?.name, event.recipient?.name, event.application, store.name];
  const lines = names.flatMap((name) => (name === undefined ? [] : [plainLine(name, scene)]));
  return new Set([...lines, scene.description]);
}
