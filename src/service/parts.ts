import { type Clock, sleep, systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/** The time that a part may take to stop, where it names none. */
const usualStopMs = 2_000;

/** One part of the service. It runs from its start to its stop, and everything that it needs runs as long. */
export interface Part<Needs extends object, Gives extends object> {
  /** For people, in the log: `database`. */
  name: string;
  /** Starts it, and gives what later parts may need. One that throws has taken back what it had begun. */
  start(needs: Needs): Gives | Promise<Gives>;
  stop?(running: Needs & Gives): void | Promise<void>;
  /** The time that `stop` may take, in milliseconds; after that the parts before it are stopped all the same. */
  stopWithinMs?: number;
}

/** Parts in their order: each is started after those before it, and stopped before them. */
export interface Parts<Given extends object, Running extends object> {
  readonly names: readonly string[];
  /** The same parts and one more, which may need everything that those before it give. */
  and<Gives extends object>(part: Part<Running, Gives>): Parts<Given, Running & Gives>;
  /**
   * Starts them, one after the other. Where one fails, those that run are stopped, the last one first, and the first
   * error is thrown; so it is with the reason of `signal` where that aborts before all of them run.
   */
  start(given: Given, options: StartOptions): Promise<Started<Running>>;
}

export interface StartOptions {
  log: Pick<Log, 'debug' | 'warn' | 'error'>;
  signal?: AbortSignal;
  /** Measures how long a stop takes; default: the real one. */
  clock?: Clock;
  /** Called before a part starts; where it throws, the part has failed. */
  onStart?(name: string): void;
}

export interface Started<Running> {
  running: Running;
  /** Stops them, the last one first. A stop that fails or hangs is logged, and those before it go on. Never rejects. */
  stop(): Promise<void>;
}

interface Stop {
  name: string;
  withinMs: number;
  run(): void | Promise<void>;
}

/** A function that starts the parts so far, one by one, and notes in `stops` how each is stopped. */
type Run<Given, Running> = (given: Given, options: StartOptions, stops: Stop[]) => Promise<Running>;

/** No parts yet: the first one may need what is given. */
export function withParts<Given extends object>(): Parts<Given, Given> {
  return partsOf([], (given) => Promise.resolve(given));
}

function partsOf<Given extends object, Running extends object>(
  names: readonly string[],
  runAll: Run<Given, Running>,
): Parts<Given, Running> {
  return {
    names,
    and: (part) =>
      partsOf([...names, part.name], async (given, options, stops) => {
        const needs = await runAll(given, options, stops);
        options.signal?.throwIfAborted();
        options.onStart?.(part.name);
        options.log.debug({ part: part.name }, 'starts');
        const running = { ...needs, ...(await part.start(needs)) };
        const { name, stopWithinMs: withinMs = usualStopMs } = part;
        if (part.stop !== undefined) stops.push({ name, withinMs, run: () => part.stop?.(running) });
        return running;
      }),
    async start(given, options) {
      const stops: Stop[] = [];
      try {
        const running = await runAll(given, options, stops);
        options.signal?.throwIfAborted();
        let stopped: Promise<void> | undefined;
        return {
          running,
          stop() {
            stopped ??= stopInReverse(stops, options);
            return stopped;
          },
        };
      } catch (error) {
        await stopInReverse(stops, options);
        throw error;
      }
    },
  };
}

async function stopInReverse(stops: readonly Stop[], { log, clock = systemClock }: StartOptions): Promise<void> {
  for (const { name, withinMs, run } of stops.toReversed()) {
    log.debug({ part: name }, 'stops');
    const inTime = new AbortController();
    const late = sleep(clock, withinMs, inTime.signal).then(() => {
      if (!inTime.signal.aborted) log.warn({ part: name, ms: withinMs }, 'a part did not stop in time, the others do');
    });
    await Promise.race([stopOne(run, name, log), late]);
    inTime.abort();
  }
}

async function stopOne(run: Stop['run'], name: string, log: StartOptions['log']): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error({ part: name, err: error }, 'a part could not be stopped, the others are');
  }
}
