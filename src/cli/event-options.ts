import { UsageError } from './context.ts';

export interface EventOptions {
  type?: string;
  category?: string;
  title?: string;
  description?: string;
  player?: string;
  amount?: string;
  id?: string;
  severity?: string;
  field?: string[];
  data?: string[];
}

/** The event that the options of `send` describe, as the API takes it. @throws UsageError */
export function eventOf(options: EventOptions): object {
  const { type, category, title, description, id, severity, player, amount, field, data } = options;
  if (type === undefined) throw new UsageError('Say what happened: --type payment.completed, or a file.');
  return {
    type,
    category,
    title,
    description,
    id,
    severity,
    player: player === undefined ? undefined : { name: player },
    amount: amount === undefined ? undefined : amountOf(amount),
    fields: field?.map((text) => {
      const [name, value] = pair(text, '--field');
      return { name, value };
    }),
    data: data === undefined ? undefined : Object.assign({}, ...data.map(dataOf)),
  };
}

function amountOf(text: string): object {
  const [, value, currency] = /^\s*(-?\d+(?:\.\d+)?)\s*([A-Za-z]{3})\s*$/.exec(text) ?? [];
  if (value === undefined || currency === undefined) {
    throw new UsageError(`"${text}" is no amount; write it as "9.99 EUR".`);
  }
  return { value, currency: currency.toUpperCase() };
}

/** `key=value`, where the value may be JSON, or an object of JSON. */
function dataOf(text: string): object {
  if (text.trimStart().startsWith('{')) {
    const whole = tryJson(text);
    if (typeof whole === 'object' && whole !== null) return whole;
    throw new UsageError(`--data ${text}: expected an object of JSON, or key=value.`);
  }
  const [key, value] = pair(text, '--data');
  return Object.fromEntries([[key, tryJson(value) ?? value]]);
}

function pair(text: string, option: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(`${option} ${text}: expected name=value.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
