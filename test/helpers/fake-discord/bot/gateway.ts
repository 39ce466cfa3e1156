import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { JsonObject } from '../json.ts';
import { Connection, type ConnectionHost } from './connection.ts';
import { Session } from './session.ts';
import type { World } from './world.ts';

const guildsIntent = 1;
/** Guild members, presences, message content (Discord: Gateway, "Privileged Intents"). */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15);
const always = ['READY', 'RESUMED', 'INTERACTION_CREATE'];

/** The gateway: sessions, what they are told, and the faults that tests ask for. */
export class Gateway {
  /** Accepted identifies. */
  identifies = 0;
  /** Accepted resumes. */
  resumes = 0;
  readonly #world: World;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();

  constructor(world: World, server: Server) {
    this.#world = world;
    world.tell = (event, data) => void this.dispatch(event, data);
    server.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (opened) => {
        this.#connections.add(new Connection(opened, this.#hostOf(world)));
      });
    });
  }

  /** A client is there and has identified or resumed. */
  get isConnected(): boolean {
    return [...this.#connections].some((connection) => connection.session !== undefined);
  }

  /** Tells every session, also one whose client is away and may come back. False: nobody was told. */
  dispatch(event: string, data: JsonObject): boolean {
    let wasTold = false;
    for (const session of this.#sessions.values()) {
      if (!always.includes(event) && (session.intents & guildsIntent) === 0) continue;
      this.#send(session, event, data);
      wasTold = true;
    }
    return wasTold;
  }

  /** Asks the client to come anew and resume. */
  reconnect(): void {
    for (const connection of this.#connections) connection.send({ op: 7, d: null, s: null, t: null });
  }

  drop(): void {
    for (const connection of this.#connections) connection.terminate();
    this.#connections.clear();
  }

  invalidate(isResumable: boolean): void {
    if (!isResumable) this.#sessions.clear();
    for (const connection of this.#connections) {
      connection.send({ op: 9, d: isResumable, s: null, t: null });
      connection.session = undefined;
    }
  }

  goSilent(): void {
    for (const connection of this.#connections) connection.isSilent = true;
  }

  #hostOf(world: World): ConnectionHost {
    return {
      note: world.note,
      heartbeatIntervalMs: world.settings.heartbeatIntervalMs,
      identify: (connection, data) => this.#identify(connection, data),
      resume: (connection, data) => this.#resume(connection, data),
      closed: (connection, code) => {
        this.#connections.delete(connection);
        // Whoever says goodbye like this cannot come back (Discord: Gateway, "Disconnecting").
        if (connection.session && (code === 1000 || code === 1001)) this.#sessions.delete(connection.session.id);
      },
    };
  }

  #identify(connection: Connection, data: JsonObject): void {
    const intents = Number(data['intents']);
    if (this.#refusesToken(connection, data)) return;
    if ((intents & privilegedIntents) !== 0) {
      this.#world.note('gateway', `privileged intents: ${intents}`);
      connection.close(4014, 'Disallowed intent(s).');
      return;
    }
    this.identifies += 1;
    this.#forgetSessionsLeft();
    const session = new Session(randomBytes(16).toString('hex'), intents);
    this.#sessions.set(session.id, session);
    connection.session = session;
    const guilds = [...this.#world.guilds.values()];
    this.#send(session, 'READY', this.#ready(session, guilds));
    if ((intents & guildsIntent) === 0) return;
    for (const guild of guilds) this.#send(session, 'GUILD_CREATE', guild.gatewayJson(this.#world.botUser));
  }

  /** A client that identifies anew does not come back to what it left. */
  #forgetSessionsLeft(): void {
    const used = new Set([...this.#connections].map(({ session }) => session?.id));
    for (const id of this.#sessions.keys()) if (!used.has(id)) this.#sessions.delete(id);
  }

  #resume(connection: Connection, data: JsonObject): void {
    if (this.#refusesToken(connection, data)) return;
    const session = this.#sessions.get(String(data['session_id']));
    const missed = session?.since(Number(data['seq']));
    if (!session || !missed) {
      if (session) connection.close(4007, 'Invalid seq.');
      else connection.send({ op: 9, d: false, s: null, t: null });
      return;
    }
    this.resumes += 1;
    for (const other of this.#connections) if (other.session === session) other.terminate();
    connection.session = session;
    for (const frame of missed) connection.send(frame);
    this.#send(session, 'RESUMED', {});
  }

  #refusesToken(connection: Connection, data: JsonObject): boolean {
    if (data['token'] === this.#world.settings.token) return false;
    connection.close(4004, 'Authentication failed.');
    return true;
  }

  #send(session: Session, event: string, data: JsonObject): void {
    const frame = session.add(event, data);
    for (const connection of this.#connections) if (connection.session === session) connection.send(frame);
  }

  #ready(session: Session, guilds: readonly { id: string }[]): JsonObject {
    return {
      v: 10,
      user: this.#world.botUser,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#world.origin().replace('http', 'ws'),
      shard: [0, 1],
      application: { id: this.#world.applicationId, flags: 0 },
    };
  }
}
