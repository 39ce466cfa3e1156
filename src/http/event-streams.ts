import type { Response } from 'express';
import type { Actor } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';

/** Followers of one store; more would slow down the service for everybody. */
export const mostFollowers = 50;

/** A follower that has not taken so many bytes yet does not keep up, and is let go: it may come again. */
export const mostUnsent = 1_000_000;

/** Proxies and browsers give up on a silent connection after half a minute or more. */
const heartbeatMs = 15_000;

export type Send = (event: string, data: unknown) => void;

/** Begins to tell what happens in the actor's store. The returned function ends it. */
export type Tell = (actor: Actor, send: Send) => Promise<() => void>;

interface Told {
  followers: Set<Response>;
  /** Resolves when what happens from then on is told. */
  begun: Promise<() => void>;
}

/**
 * Streams of server-sent events. All followers of a store share one reader: what happens is read and written as text
 * once, however many follow.
 */
export class EventStreams {
  readonly #stores = new Map<string, Told>();
  readonly #tell: Tell;

  /** @param tell is called for the first follower of a store, and ended after its last. */
  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /**
   * Answers with the stream, from now on.
   *
   * @throws CrierError `too_many_requests` beyond 50 followers of a store, or what `tell` throws.
   */
  async follow(actor: Actor, response: Response): Promise<void> {
    if (response.closed) return;
    const told = this.#stores.get(actor.store) ?? this.#begin(actor);
    if (told.followers.size >= mostFollowers) {
      throw new CrierError(
        'too_many_requests',
        `${mostFollowers} follow the store "${actor.store}" already. Close one of them, or come again later.`,
        { retryAfterSeconds: 30 },
      );
    }
    told.followers.add(response);
    response.on('close', () => this.#leave(actor.store, told, response));
    try {
      await told.begun;
    } catch (error) {
      this.#leave(actor.store, told, response);
      throw error;
    }
    if (response.closed) return;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write(': listening\n\n');
    const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
    response.on('close', () => clearInterval(heartbeat));
  }

  #begin(actor: Actor): Told {
    const followers = new Set<Response>();
    const begun = this.#tell(actor, (event, data) => {
      const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      for (const follower of followers) {
        if (!follower.headersSent) continue;
        if (follower.writableLength > mostUnsent) follower.destroy();
        else follower.write(text);
      }
    });
    const told = { followers, begun };
    this.#stores.set(actor.store, told);
    return told;
  }

  #leave(store: string, told: Told, response: Response): void {
    if (!told.followers.delete(response) || told.followers.size > 0) return;
    if (this.#stores.get(store) === told) this.#stores.delete(store);
    told.begun.then(
      (end) => end(),
      () => undefined,
    );
  }
}
