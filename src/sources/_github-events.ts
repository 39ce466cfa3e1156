import type { Json } from '../lib/json-reader.ts';
import type { SourceEvent, SourceEventHelp } from '../model/source.ts';
import { correlationOf, humanise, type Optional, slugOf } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { githubTalk } from './_github-talk.ts';
import { type Kind, kind } from './_kinds.ts';

type Parts = Optional<SourceEvent> & Pick<SourceEvent, 'type'>;

/** The types and categories of GitHub's events. */
export const githubHelp: readonly SourceEventHelp[] = [
  { platform: 'push', type: 'git.push', category: 'processing' },
  { platform: 'pull_request, merged', type: 'pull_request.merged', category: 'processing' },
  { platform: 'pull_request, any other <action>', type: 'pull_request.<action>', category: 'processing' },
  { platform: 'issues', type: 'issue.<action>', category: 'processing' },
  {
    platform: 'issue_comment, commit_comment, discussion_comment, created',
    type: 'comment.created',
    category: 'processing',
  },
  { platform: 'pull_request_review, submitted', type: 'pull_request.reviewed', category: 'processing' },
  { platform: 'pull_request_review_comment, created', type: 'pull_request.commented', category: 'processing' },
  { platform: 'release', type: 'release.published', category: 'processing' },
  { platform: 'workflow_run, failed', type: 'workflow.failed', category: 'errors' },
  { platform: 'deployment_status, failed', type: 'deployment.failed', category: 'errors' },
  {
    platform: 'dependabot_alert, code_scanning_alert, secret_scanning_alert',
    type: 'alert.firing',
    category: 'errors',
  },
  { platform: 'the same alerts, fixed or dismissed', type: 'alert.resolved', category: 'errors' },
  { platform: 'sponsorship, created', type: 'subscription.created', category: 'subscribe' },
  { platform: 'sponsorship, tier_changed', type: 'subscription.updated', category: 'subscriptions' },
  { platform: 'sponsorship, pending_cancellation', type: 'subscription.cancel_requested', category: 'subscriptions' },
  { platform: 'sponsorship, cancelled', type: 'subscription.cancelled', category: 'unsubscribe' },
  { platform: 'any other', type: 'github.<event>.<action>', category: 'processing' },
];

/** Every push makes several of these, and a person reads none of them. */
const unshown =
  /^(check_run|check_suite|workflow_job|status|pull_request_review_thread|merge_group|installation\w*|meta)$/;

/** True for a name of GitHub's events under which none is told. */
export function isUnshown(name: string | undefined): boolean {
  return name !== undefined && unshown.test(name);
}

/** An event of GitHub without what all have in common; undefined where it is not told. */
export function githubEvent(name: string, body: Json): Parts | undefined {
  if (unshown.test(name)) return undefined;
  if (name === 'push') return push(body);
  if (name === 'pull_request') return pullRequest(body);
  if (name === 'issues') return issue(body);
  if (name === 'release') return release(body);
  if (name === 'workflow_run') return workflowRun(body);
  if (name === 'deployment_status') return deploymentStatus(body);
  if (/_alert$/.test(name)) return alert(name, body);
  if (name === 'sponsorship') return sponsorship(body);
  if (/_comment$|^pull_request_review$/.test(name)) return githubTalk(name, body);
  return other(name, body);
}

const repository = (body: Json) => body.text('repository', 'full_name');
const cut = (text: string | undefined, most: number) =>
  text === undefined || text.length <= most ? text : `${text.slice(0, most - 1)}…`;

function push(body: Json): Parts {
  const branch = (body.text('ref') ?? '').replace(/^refs\/(heads|tags)\//, '').slice(0, 200);
  const commits = body.list('commits');
  const what = body.text('ref')?.startsWith('refs/tags/') ? 'Tag' : 'Branch';
  const lines = commits.slice(0, 5).map((commit) => {
    const [first = ''] = (commit.text('message') ?? '').split('\n');
    return `${commit.text('id')?.slice(0, 7) ?? ''} ${cut(first, 100)}`;
  });
  const more = commits.length > 5 ? [`… and ${commits.length - 5} more`] : [];
  const count = `${commits.length} ${commits.length === 1 ? 'commit' : 'commits'} to ${branch}`;
  return {
    ...kind('git.push', 'processing', body.flag('forced') ? 'warning' : 'info'),
    title: pushTitle(body, `${what} ${branch}`, count),
    // Gitea and Forgejo, which send GitHub's events, have another name for it.
    url: body.text('compare') ?? body.text('compare_url'),
    fields: fieldsOf({ Repository: repository(body), Commits: [...lines, ...more].join('\n') }),
  };
}

/** A push without commits of its own makes, moves or deletes a branch: GitHub says which by flags. */
function pushTitle(body: Json, what: string, count: string): string {
  if (body.flag('deleted')) return `${what} deleted`;
  const hasCommits = body.list('commits').length > 0;
  if (body.flag('forced')) return hasCommits ? `Forced: ${count}` : `${what} moved back by force`;
  if (hasCommits) return count;
  return body.flag('created') ? `${what} created` : `${what} updated`;
}

function labelsOf(thing: Json): string | undefined {
  return (
    thing
      .list('labels')
      .map((label) => label.text('name'))
      .filter(Boolean)
      .join(', ') || undefined
  );
}

function pullRequest(body: Json): Parts | undefined {
  const action = body.text('action') ?? '';
  if (!/^(opened|closed|reopened|ready_for_review)$/.test(action)) return undefined;
  const pull = body.at('pull_request');
  const isMerged = action === 'closed' && pull.flag('merged') === true;
  const done = isMerged ? 'merged' : action.replaceAll('_', ' ');
  return {
    ...kind(`pull_request.${isMerged ? 'merged' : action}`, 'processing', isMerged ? 'success' : 'info'),
    title: `PR #${pull.text('number') ?? '?'} ${done}: ${cut(pull.text('title'), 180) ?? ''}`,
    url: pull.text('html_url'),
    correlation_id: correlationOf('github', 'pr', body.text('repository', 'id'), pull.text('number')),
    fields: fieldsOf({
      Repository: repository(body),
      Branch: `${pull.text('head', 'ref') ?? '?'} → ${pull.text('base', 'ref') ?? '?'}`,
      Changes: `+${pull.number('additions') ?? 0} −${pull.number('deletions') ?? 0}`,
      Labels: labelsOf(pull),
    }),
  };
}

function issue(body: Json): Parts | undefined {
  const action = body.text('action') ?? '';
  if (!/^(opened|closed|reopened)$/.test(action)) return undefined;
  const thing = body.at('issue');
  return {
    ...kind(`issue.${action}`, 'processing', action === 'closed' ? 'success' : 'info'),
    title: `Issue #${thing.text('number') ?? '?'} ${action}: ${cut(thing.text('title'), 180) ?? ''}`,
    url: thing.text('html_url'),
    description: action === 'opened' ? cut(thing.text('body'), 500) : undefined,
    correlation_id: correlationOf('github', 'issue', body.text('repository', 'id'), thing.text('number')),
    fields: fieldsOf({ Repository: repository(body), Labels: labelsOf(thing) }),
  };
}

function release(body: Json): Parts | undefined {
  if (body.text('action') !== 'published') return undefined;
  const thing = body.at('release');
  return {
    ...kind('release.published', 'processing', 'success'),
    title: `Released ${cut(thing.text('name') ?? thing.text('tag_name'), 200) ?? ''}`.trim(),
    url: thing.text('html_url'),
    description: cut(thing.text('body'), 1_500),
    correlation_id: correlationOf('github', 'release', thing.text('id')),
    fields: fieldsOf({
      Repository: repository(body),
      Tag: thing.text('tag_name'),
      Prerelease: thing.flag('prerelease') ? 'yes' : undefined,
    }),
  };
}

function workflowRun(body: Json): Parts | undefined {
  const run = body.at('workflow_run');
  const conclusion = run.text('conclusion');
  if (body.text('action') !== 'completed' || !/^(failure|timed_out)$/.test(conclusion ?? '')) return undefined;
  const branch = run.text('head_branch');
  return {
    ...kind('workflow.failed', 'errors', 'error'),
    title: `${cut(run.text('name'), 120) ?? 'Workflow'} failed on ${cut(branch, 100) ?? '?'}`,
    url: run.text('html_url'),
    correlation_id: correlationOf('github', 'run', run.text('workflow_id'), branch),
    fields: fieldsOf({
      Repository: repository(body),
      Run: run.text('run_number') && `#${run.text('run_number')}`,
      Commit: run.text('head_sha')?.slice(0, 7),
      Event: run.text('event'),
      Result: conclusion && humanise(conclusion),
    }),
  };
}

function deploymentStatus(body: Json): Parts | undefined {
  const status = body.at('deployment_status');
  if (!/^(failure|error)$/.test(status.text('state') ?? '')) return undefined;
  return {
    ...kind('deployment.failed', 'errors', 'error', 'Deployment failed'),
    url: status.text('target_url') ?? status.text('log_url'),
    description: cut(status.text('description'), 500),
    fields: fieldsOf({ Repository: repository(body), Environment: status.text('environment') }),
  };
}

function alert(name: string, body: Json): Parts {
  const thing = body.at('alert');
  const action = body.text('action') ?? '';
  const isOver = /fixed|resolved|dismissed|closed/.test(action);
  const what =
    thing.text('security_advisory', 'summary') ?? thing.text('rule', 'description') ?? thing.text('secret_type');
  const level = thing.text('security_advisory', 'severity') ?? thing.text('rule', 'severity');
  const found: Kind = isOver
    ? kind('alert.resolved', 'errors', 'success')
    : kind('alert.firing', 'errors', /critical|high/.test(level ?? '') ? 'error' : 'warning');
  return {
    ...found,
    title: `${humanise(name)}: ${cut(what, 180) ?? action}`,
    url: thing.text('html_url'),
    correlation_id: correlationOf('github', name, body.text('repository', 'id'), thing.text('number')),
    fields: fieldsOf({
      Repository: repository(body),
      Package: thing.text('dependency', 'package', 'name'),
      Severity: level,
      State: humanise(action),
    }),
  };
}

function sponsorship(body: Json): Parts {
  const kinds: Readonly<Record<string, Kind>> = {
    created: kind('subscription.created', 'subscribe', 'success', 'New sponsor'),
    tier_changed: kind('subscription.updated', 'subscriptions', 'info', 'Sponsorship changed'),
    pending_cancellation: kind('subscription.cancel_requested', 'subscriptions', 'warning'),
    cancelled: kind('subscription.cancelled', 'unsubscribe', 'info', 'Sponsor left'),
  };
  const action = body.text('action') ?? '';
  const thing = body.at('sponsorship');
  const dollars = thing.text('tier', 'monthly_price_in_dollars');
  const found = Object.hasOwn(kinds, action) ? kinds[action] : undefined;
  return {
    ...(found ?? kind('subscription.updated', 'subscriptions', 'info', `Sponsorship: ${humanise(action)}`)),
    amount: dollars !== undefined && /^\d{1,9}$/.test(dollars) ? { value: dollars, currency: 'USD' } : undefined,
    correlation_id: correlationOf('github', 'sponsor', thing.text('node_id') ?? thing.text('sponsor', 'id')),
    data: { tier: cut(thing.text('tier', 'name'), 200), interval: 'month' },
  };
}

function other(name: string, body: Json): Parts {
  const action = body.text('action');
  const type = action === undefined ? `github.${slugOf(name)}` : `github.${slugOf(name)}.${slugOf(action)}`;
  return {
    ...kind(type.slice(0, 100), 'processing'),
    title: humanise(action === undefined ? name : `${name} ${action}`),
    url: body.text(name, 'html_url'),
    fields: fieldsOf({
      Repository: repository(body),
      Name: cut(body.text(name, 'title') ?? body.text(name, 'name'), 200),
    }),
  };
}
