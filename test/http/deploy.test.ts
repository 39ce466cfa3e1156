import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A file of deploy/ without its comments. */
const linesOf = (name: string) =>
  readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8').replace(/^\s*#.*\n/gm, '');

const patternsIn = (text: string, form: RegExp) =>
  [...text.matchAll(form)].map(([, pattern = '']) => new RegExp(pattern));

/** The paths that each proxy passes on. */
const proxies: Record<string, RegExp[]> = {
  'nginx.conf': [
    ...patternsIn(linesOf('nginx.conf'), /location ~ (\S+) \{\s+proxy_pass/g),
    ...patternsIn(linesOf('nginx.conf').replaceAll('location /', 'location ^/'), /location (\^\S+) \{\s+proxy_pass/g),
  ],
  Caddyfile: patternsIn(linesOf('Caddyfile'), /path_regexp (\S+)/g),
  'cloudflared.yml': patternsIn(linesOf('cloudflared.yml'), /path: (\S+)/g),
};

test.each(Object.entries(proxies))('%s opens what is posted from outside, and nothing else', (_name, patterns) => {
  const isOpen = (path: string) => patterns.some((pattern) => pattern.test(path));
  const open = ['/in/main/tebex', '/in/main', '/api/webhooks/1/token', '/api/v10/webhooks/1/token/messages/2'];
  const closed = ['/preview', '/preview/messages', '/metrics', '/v1/status', '/v1/events', '/docs', '/', '/index/x'];
  expect(open.filter((path) => !isOpen(path))).toEqual([]);
  expect(closed.filter(isOpen)).toEqual([]);
});

test('in the Caddyfile each answer has a block of its own, since Caddy would respond before it passes anything on', () => {
  const outside = linesOf('Caddyfile').replace(/\thandle[^{]*\{[^}]*\}/g, '');
  expect(outside).not.toMatch(/respond|reverse_proxy/);
  expect(linesOf('Caddyfile').trimEnd()).toMatch(/\thandle \{\n\t\trespond 404\n\t\}\n\}$/);
});
