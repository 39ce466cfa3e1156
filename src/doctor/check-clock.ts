import type { Settings } from '../settings/settings.ts';
import { bad, type Finding, note, ok } from './finding.ts';

/** A clock further off than this makes signatures and retries go wrong. */
const worstClockMs = 30_000;

const patienceMs = 5_000;

/** This machine's clock beside that of Discord. */
export async function checkClock({ discord }: Pick<Settings, 'discord'>): Promise<Finding[]> {
  if (discord.proxy !== undefined)
    return [note('the clock is not compared with that of Discord, which HTTPS_PROXY leads to')];
  try {
    const response = await fetch(`${discord.apiBase}/gateway`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(patienceMs),
      headers: { 'user-agent': 'DiscordBot (https://crier.invalid, 0)' },
    });
    return compareClock(response, 'Discord');
  } catch {
    return [note('Discord cannot be reached from here', 'Check the network, a firewall or a proxy.')];
  }
}

/** This machine's clock beside the `Date` of an answer. */
export function compareClock(response: Response, whose: string): Finding[] {
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(date)) return [note(`the clock could not be compared with that of ${whose}`)];
  const offMs = Math.abs(Date.now() - date);
  if (offMs <= worstClockMs) return [ok(`the clock agrees with that of ${whose}`)];
  const what = `the clock is ${Math.round(offMs / 1_000)} s off that of ${whose}`;
  return [bad(what, 'Switch time synchronisation on: timedatectl set-ntp true')];
}
