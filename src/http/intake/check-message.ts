import type { NewRelayedMessage } from '../../actions/webhooks/relay-message.ts';
import type { FormIssue } from '../../discord/components-v2.ts';
import { messageIssues, saysSomething } from '../../discord/incoming-message.ts';
import { DiscordRefusal } from './discord-refusal.ts';

/** Refuses, as Discord does, a message that cannot be mended, and one of nothing. @throws DiscordRefusal */
export function checkMessage({ body, files }: Pick<NewRelayedMessage, 'body' | 'files'>): void {
  const issues = messageIssues(body, files.length);
  if (issues.length > 0) throw new DiscordRefusal(400, 50_035, 'Invalid Form Body', { errors: errorTree(issues) });
  if (!saysSomething(body) && files.length === 0) throw new DiscordRefusal(400, 50_006, 'Cannot send an empty message');
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
