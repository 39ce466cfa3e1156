import type { CreateKind } from '../model/destination-kind.ts';
import { renderMessage } from './_message/render-message.ts';

/** The built-in destination of a store that has no other: what it delivers is shown at /preview. */
export default (() => ({
  kind: 'preview',
  title: 'Preview',
  format: 'discord',
  isOrdered: true,
  isEditable: false,
  maxPack: 1,
  inFlight: 0,
  accept: () => ({ settings: {}, identity: 'preview', label: 'preview' }),
  render: renderMessage,
  send: () => Promise.resolve({ kind: 'delivered' }),
  limiter: {
    enter: (_destination, signal) => Promise.resolve(!signal.aborted),
    leave: () => {},
    use: () => ({ used: 0, text: '', closedForMs: 0 }),
    recall: () => {},
  },
  close: () => Promise.resolve(),
})) satisfies CreateKind;
