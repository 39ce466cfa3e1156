import { readFileSync } from 'node:fs';

// The programs that receivers copy. They are whole, and the tests run them.

const read = (name: string) => readFileSync(new URL(`./receivers/${name}`, import.meta.url), 'utf8');

/** Node, without a package. */
export const node = read('receiver.mjs');

/** Python, with its standard library alone. */
export const python = read('receiver.py');

/** PHP. */
export const php = read('receiver.php');
