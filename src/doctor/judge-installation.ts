import type { BotState } from '../model/bot-state.ts';
import type { Need } from '../model/need.ts';

/** The parts of an installation that every store depends on, as they are judged. */
export interface JudgedInstallation {
  /** Undefined where there is no bot. */
  bot: BotState | undefined;
  /** Files of settings that are not as they were at the start, for people: `.env`. */
  changedFiles: readonly string[];
  /** The trouble with writing to the database; undefined where there is none. */
  storageProblem: { since: number; reason: string } | undefined;
}

/** All that needs a person about the installation itself. */
export function judgeInstallation({ bot, changedFiles, storageProblem }: JudgedInstallation): Need[] {
  const needs: Need[] = [];
  const add = (what: string, need: Omit<Need, 'about' | 'what'>) =>
    needs.push({ about: 'installation', what, ...need });
  if (storageProblem !== undefined) {
    add('the database', {
      severity: 'broken',
      reason: `it cannot be written: ${storageProblem.reason.replace(/[.\s]+$/, '')}`,
      since: storageProblem.since,
      cure: 'Free some disk and check the rights of the data folder ("npm run crier -- doctor" looks); it goes on by itself.',
    });
  }
  if (changedFiles.length > 0) {
    add('the settings', {
      severity: 'attention',
      reason: notCounted(changedFiles),
      cure: 'Restart Crier.',
    });
  }
  if (bot === 'off') {
    add('the bot', {
      severity: 'attention',
      reason: 'it is off, since Discord refuses DISCORD_BOT_TOKEN',
      cure: 'Copy the token anew (Discord Developer Portal → your application → Bot → Reset Token) and restart.',
    });
  }
  return needs;
}

/** The words for files that were changed too late. @param files at least one. */
export function notCounted(files: readonly string[]): string {
  return `${files.join(' and ')} changed after Crier was started, and the change does not count yet`;
}
