import type { FormIssue } from '../../discord/components-v2.ts';
import { messageIssues, saysSomething } from '../../discord/incoming-message.ts';
import { DiscordRefusal } from './discord-refusal.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * Refuses, as Discord does, a new message that cannot be mended, and one of nothing.
 *
 * @param files that come with it.
 * @throws DiscordRefusal
 */
export function checkMessage(body: Body, files: number): void {
  checkForm(body, files);
  if (!saysSomething(body) && files === 0) throw new DiscordRefusal(400, 50_006, 'Cannot send an empty message');
}

/** Refuses, as Discord does, what cannot be mended of a message or of an edit. @throws DiscordRefusal */
export function checkForm(body: Body, files: number): void {
  const issues = messageIssues(body, files);
  if (issues.length > 0) throw new DiscordRefusal(400, 50_035, 'Invalid Form Body', { errors: errorTree(issues) });
}

/** Discord: API Reference, "Error Messages": the path as nested objects, with the faults at its end. */
function errorTree(issues: readonly FormIssue[]): object {
  const tree: Branch = {};
  for (const { path, code, message } of issues) {
    let branch = tree;
    for (const key of path) {
      const next = branch[String(key)] ?? {};
      branch[String(key)] = next;
      branch = next as Branch;
    }
    branch['_errors'] = [...((branch['_errors'] as readonly object[] | undefined) ?? []), { code, message }];
  }
  return tree;
}

interface Branch {
  [key: string]: object;
}
