import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import createHttp from '../../../src/destinations/http/index.ts';
import type { Clock } from '../../../src/lib/clock.ts';
import type { Destination, DestinationSettings } from '../../../src/model/destination.ts';
import type { Event } from '../../../src/model/event.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';

/** 32 bytes each, as `openssl rand -base64 32` makes them. */
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const oldSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

export const payment = anEvent('payment.completed', 'transactions', {
  player: { name: 'Steve "the miner" 💎' },
  amount: { value: '9.99', currency: 'EUR' },
  data: { note: 'a\nb</script>\u2028\ud800' },
});

/** An endpoint as the pipeline holds it. */
export function endpoint(settings: DestinationSettings): Destination {
  return {
    id: 'dst_1',
    store: 'main',
    kind: 'http',
    label: '127.0.0.1',
    settings,
    state: 'active',
    facts: {},
    onUncertain: 'resend',
  };
}

/** The kind as it is made at the start; only what a test says differs. */
export function httpKind(allowedHosts: readonly string[], clock: Clock = new FakeClock()) {
  return createHttp({
    clock,
    random: () => 0.5,
    version: '1.2.3',
    files: { read: async () => undefined },
    discord: {
      apiBase: 'https://discord.invalid',
      channelLimit: undefined,
      globalLimit: undefined,
      botToken: undefined,
    },
    endpoints: { allowedHosts },
  });
}

/** One event all the way: the settings accepted, the request made and sent. */
export async function deliver(
  wanted: DestinationSettings & { url: string },
  { clock = new FakeClock(), event = payment }: { clock?: Clock; event?: Event } = {},
) {
  const kind = httpKind([new URL(wanted.url).host], clock);
  const destination = endpoint(kind.accept(wanted).settings);
  try {
    await kind.limiter.enter(destination, new AbortController().signal);
    const rendered = kind.render([laneItem(event)], { store: frostvale, omit: new Set() }, destination);
    return { rendered, outcome: await kind.send(rendered, destination), limitUse: kind.limiter.use(destination) };
  } finally {
    await kind.close();
  }
}

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: Buffer;
}

/** A server that notes what it gets, and answers once all of it has come. */
export async function receiver(answer: RequestListener = (_, response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const { method = '', url: path = '', headers, rawHeaders } = request;
    received.push({ method, path, headers, rawHeaders, body });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    port,
    url: `http://127.0.0.1:${port}/hook`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that speaks no HTTP but what the test writes. Counts who came. */
export async function tcpServer(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    get connections(): number {
      return sockets.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
