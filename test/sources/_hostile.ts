/** Bodies that no platform should send; each must become events or a refusal, never a failure. */
export const hostileBodies: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  'cut off': Buffer.from('{"type":"payment.comp'),
  null: Buffer.from('null'),
  'a number': Buffer.from('42'),
  'a text': Buffer.from('"hello"'),
  'an array': Buffer.from('[[],[{}],null]'),
  'deep nesting': Buffer.from(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  'deep arrays': Buffer.from(`{"data":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
  'prototype names': Buffer.from('{"__proto__":{"type":"x"},"constructor":1,"type":"toString","event":"__proto__"}'),
  'not UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'UTF-16': Buffer.from('{"type":"payment.completed"}', 'utf16le'),
  'null bytes': Buffer.from('{"type":"pay\\u0000ment","event":"\\u0000"}'),
  'lone surrogates': Buffer.from('{"type":"\\ud800","event":"\\udfff","data":{"id":"\\ud800"}}'),
};

const otherValues = [null, -1.5, 'x'.repeat(3_000), {}, [{ a: [null] }], true];
const mostPaths = 100;
const deepest = 4;

/** A body with every value replaced, one after the other, by values of other types; nothing for what is no JSON. */
export function* wronglyTyped(bytes: Buffer): Generator<Buffer> {
  const body = parsed(bytes);
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path);
    if (path.length < deepest && typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(body, []);
  for (const path of paths.slice(0, mostPaths)) {
    let target: unknown = body;
    for (const key of path.slice(0, -1)) target = Reflect.get(Object(target), key);
    const key = path.at(-1) ?? '';
    const own: unknown = Reflect.get(Object(target), key);
    for (const other of otherValues) {
      Reflect.set(Object(target), key, other);
      yield Buffer.from(JSON.stringify(body));
    }
    Reflect.set(Object(target), key, own);
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
