import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import pino, { type DestinationStream } from 'pino';
import type pinoPretty from 'pino-pretty';
import type { Log } from '../lib/log.ts';
import { maskSecrets } from '../privacy/mask-secrets.ts';
import type { Output } from './output.ts';

export interface LogOptions {
  level: string;
  /** `auto`: readable on a terminal, JSON elsewhere. */
  format: 'auto' | 'pretty' | 'json';
  /** The output, or a stream, that lines are written to. */
  to: Output | Writable;
}

/**
 * The log: one line for every unit of work. Every line passes a mask for webhook URLs, keys and tokens on its way
 * out, since pino's own redaction knows paths only.
 */
export function createLog({ level, format, to }: LogOptions): Log {
  const isTerminal = 'isTTY' in to && to.isTTY === true;
  const isPretty = format === 'pretty' || (format === 'auto' && isTerminal);
  const masked = new Writable({
    decodeStrings: false,
    write(line: string | Buffer, _encoding, done) {
      to.write(maskSecrets(line.toString()));
      done();
      const lost = 'takeLost' in to ? to.takeLost() : 0;
      if (lost > 0) log.warn({ lines: lost }, 'the log could not be written for a time, these lines of it are lost');
    },
  });
  const target = isPretty ? prettyStream(masked, isTerminal) : masked;
  const log: Log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, target);
  return log;
}

/** Loaded only where it is used: a service that logs JSON needs no memory for it. */
function prettyStream(destination: Writable, colorize: boolean): DestinationStream {
  const pretty: typeof pinoPretty = createRequire(import.meta.url)('pino-pretty');
  return pretty({ destination, colorize, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' });
}
