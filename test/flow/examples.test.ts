import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { banner } from '../../src/service/banner.ts';
import { startTestApp, type TestApp, testSettings } from '../helpers/start-app.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What stands in README as the address of a service. */
const shown = 'http://127.0.0.1:8787';

interface Passed {
  request: string;
  type: string | undefined;
  status: number;
}

let crier: TestApp;
/** Stands before the service, and keeps what each request was answered. */
let front: Server;
let url: string;
let dir: string;
const passed: Passed[] = [];
const news = new EventEmitter();

beforeAll(async () => {
  crier = await startTestApp();
  front = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const body = Buffer.concat(await Array.fromAsync(request));
    const passedOn = ['authorization', 'content-type', 'x-signature'].flatMap((name): [string, string][] => {
      const value = headers[name]?.toString();
      return value === undefined ? [] : [[name, value]];
    });
    const answer = await fetch(`${crier.url}${path}`, {
      method,
      headers: passedOn,
      ...(body.length > 0 && { body }),
    });
    const text = await answer.text();
    const type = body.length > 0 ? JSON.parse(body.toString()).type : undefined;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
    passed.push({ request: `${method} ${path}`, type, status: answer.status });
    news.emit('passed');
  });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  dir = mkdtempSync(join(tmpdir(), 'crier-examples-'));
});
afterAll(async () => {
  front.close();
  front.closeAllConnections();
  await crier.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The block of README in a language that stands next after a text. */
function block(language: string, after: string): string {
  const [, rest = ''] = readme.split(`${after}\n`);
  const found = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(rest)?.[1];
  expect(found, `a block of ${language} after "${after}"`).toBeDefined();
  return (found ?? '').replaceAll(shown, url);
}

function missing(program: string): boolean {
  return spawnSync(program, [program === 'lua5.4' ? '-v' : '--version']).error !== undefined;
}

/** Runs a program until the service has answered once more, and then to its end. */
async function run(program: string, args: readonly string[], cwd = dir): Promise<Passed | undefined> {
  const before = passed.length;
  const env = { ...process.env, CRIER_KEY: crier.key, CRIER_API_KEY: crier.key, CRIER_PORT: new URL(url).port };
  const child = spawn(program, args, { cwd, env });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (told += String(chunk)));
  const ended = once(child, 'close');
  const isAnswered = async () => {
    while (passed.length === before) await once(news, 'passed');
  };
  await Promise.race([isAnswered(), ended]);
  child.stdin.end();
  const [code] = await ended;
  expect({ code, told }).toEqual({ code: 0, told: expect.not.stringMatching(/error|exception/i) });
  return passed.at(-1);
}

const accepted = (type: string) => ({ request: 'POST /v1/events', type, status: 202 });

test('the line of curl that README shows is accepted', async () => {
  expect(await run('bash', ['-ec', block('sh', '## Send events')])).toEqual(accepted('payment.completed'));
});

test('the lines for a sample of Tebex switch the source on, and it believes the sample', async () => {
  const lines = block('sh', '<details><summary>Try it with a sample of Tebex</summary>');
  const answered = await run('bash', ['-ec', lines], root);
  // Tebex wants 200 and nothing else.
  expect(answered).toEqual({ request: 'POST /in/main/tebex', type: 'payment.completed', status: 200 });
  const { body } = await crier.request('GET', '/v1/sources/tebex');
  expect(body).toMatchObject({ enabled: true, refused: 0, last_received_at: expect.any(String) });
});

test('the example in JavaScript is accepted', async () => {
  const file = join(dir, 'example.mjs');
  writeFileSync(file, block('js', '<details><summary>Node</summary>'));
  expect(await run(process.execPath, [file])).toEqual(accepted('gift.sent'));
});

test.skipIf(missing('python3'))('the example in Python is accepted (skipped without python3)', async () => {
  const code = block('python', '<details><summary>Python</summary>');
  expect(await run('python3', ['-c', code])).toEqual(accepted('subscription.renewed'));
});

/** What FiveM gives to a script: an event whose `source` is a player, JSON, variables and requests. */
const fiveM = `
json = {}
function json.encode(value)
  if type(value) ~= 'table' then return ('%q'):format(value) end
  local parts = {}
  for key, one in pairs(value) do parts[#parts + 1] = ('%q:%s'):format(key, json.encode(one)) end
  return #parts == 0 and '[]' or '{' .. table.concat(parts, ',') .. '}'
end
function GetConvar(name) return name == 'crier_key' and os.getenv('CRIER_KEY') or '' end
function GetPlayerName(player) return player == 7 and 'Steve' or nil end
function PerformHttpRequest(url, done, method, body, headers)
  local line = ("curl -s -w '%%{http_code}' -X %s %s -d '%s'"):format(method, url, body)
  for name, value in pairs(headers) do line = line .. (" -H '%s: %s'"):format(name, value) end
  local text = io.popen(line):read('a')
  done(tonumber(text:sub(-3)), text:sub(1, -4))
end
function AddEventHandler(name, handler)
  source = 7
  handler()
end
`;

test.skipIf(missing('lua5.4'))('the example in Lua is accepted (skipped without lua5.4)', async () => {
  const code = fiveM + block('lua', '<details><summary>Lua (FiveM)</summary>');
  expect(await run('lua5.4', ['-e', code])).toEqual(accepted('perk.granted'));
});

test.skipIf(missing('java'))('the example in Java is accepted (skipped without java)', async () => {
  const file = join(dir, 'Example.java');
  const example = block('java', '<details><summary>Java (Minecraft)</summary>');
  writeFileSync(
    file,
    `
    public class Example {
      record Player(String getName) {}
      static java.util.logging.Logger getLogger() { return java.util.logging.Logger.getLogger("crier"); }
      public static void main(String[] args) throws Exception {
        var key = System.getenv("CRIER_KEY");
        var player = new Player("Steve");
        ${example}
        System.in.read();
      }
    }`,
  );
  expect(await run('java', [file])).toEqual(accepted('command.failed'));
});

test.skipIf(missing('pwsh'))('the examples in PowerShell are accepted (skipped without pwsh)', async () => {
  const sale = block('powershell', '<details><summary>PowerShell</summary>');
  expect(await run('pwsh', ['-NoProfile', '-Command', sale])).toEqual(accepted('payment.completed'));
});

test.each(['linux', 'win32'] as const)('the line that the first screen shows on %s is accepted', async (platform) => {
  const facts = { url, firstKey: crier.key, routes: 0, sources: [], notices: [], previewToken: 't' };
  const screen = banner(facts, testSettings(dir), true, platform);
  const line = screen.split('\n').find((one) => one.includes('/v1/events')) ?? '';
  if (platform === 'linux') {
    expect(await run('bash', ['-ec', line])).toEqual(accepted('payment.completed'));
    return;
  }
  // Without a PowerShell its parts are sent: what stands between single quotes is taken as it is.
  const [, to = '', key = '', body = ''] =
    /^ {2}Invoke-RestMethod (\S+) -Method Post -ContentType application\/json -Headers @\{ Authorization = '([^']+)' \} -Body '([^']+)'$/.exec(
      line,
    ) ?? [];
  const answer = await fetch(to, {
    method: 'POST',
    headers: { authorization: key, 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(202);
  expect(screen).not.toContain('curl');
});
