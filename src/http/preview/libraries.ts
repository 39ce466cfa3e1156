import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';

const base = '/preview/assets';

const components = packageFolder('@skyra/discord-components-core', createRequire(import.meta.url));
const fromComponents = createRequire(join(components, 'package.json'));
const lit = packageFolder('lit', fromComponents);
const fromLit = createRequire(join(lit, 'package.json'));

/** The packages of node_modules that the browser needs, and the file that the bare name means. */
const libraries = [
  { name: '@skyra/discord-components-core', folder: components },
  { name: 'lit', folder: lit, main: 'index.js' },
  { name: '@lit/context', folder: packageFolder('@lit/context', fromComponents), main: 'index.js' },
  {
    name: '@lit/reactive-element',
    folder: packageFolder('@lit/reactive-element', fromLit),
    main: 'reactive-element.js',
  },
  { name: 'lit-element', folder: packageFolder('lit-element', fromLit), main: 'index.js' },
  { name: 'lit-html', folder: packageFolder('lit-html', fromLit), main: 'lit-html.js' },
];

/** Tells the browser where the packages are that these modules import by name: no build step, no other host. */
export const importMap = JSON.stringify({
  imports: Object.fromEntries(
    libraries.flatMap(({ name, main }) => [
      [`${name}/`, `${base}/${name}/`],
      ...(main === undefined ? [] : [[name, `${base}/${name}/${main}`]]),
    ]),
  ),
});

/** The page's own files and those of its libraries, under `/preview/assets`. */
export function assets(): Router {
  const router = Router();
  for (const { name, folder } of libraries) {
    router.use(`/${name}`, express.static(folder, { index: false, maxAge: '1d' }));
  }
  router.use(express.static(fileURLToPath(new URL('./public/', import.meta.url)), { index: false }));
  return router;
}

function packageFolder(name: string, require: NodeJS.Require): string {
  const entry = require.resolve(name);
  const end = join('node_modules', name) + sep;
  return entry.slice(0, entry.lastIndexOf(end) + end.length);
}
