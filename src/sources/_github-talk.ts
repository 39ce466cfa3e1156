import type { Json } from '../lib/json-reader.ts';
import type { SourceEvent } from '../model/source.ts';
import { correlationOf, type Optional } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { type Kind, kind } from './_kinds.ts';

type Parts = Optional<SourceEvent> & Pick<SourceEvent, 'type'>;

const longestText = 500;

const words = { pr: 'PR', issue: 'Issue', discussion: 'Discussion' } as const;

const reviews: Readonly<Record<string, Kind>> = {
  approved: kind('pull_request.reviewed', 'processing', 'success', 'approved'),
  changes_requested: kind('pull_request.reviewed', 'processing', 'warning', 'needs changes'),
  dismissed: kind('pull_request.reviewed', 'processing', 'info', 'has a review less'),
};

/**
 * A comment or review of GitHub; undefined where it is not told: a comment that was changed or taken away, and a
 * review that says nothing beside the comments in it, which are told by themselves.
 */
export function githubTalk(name: string, body: Json): Parts | undefined {
  const action = body.text('action');
  if (name === 'pull_request_review') return review(body);
  if (action !== 'created') return undefined;
  const isOfReview = name === 'pull_request_review_comment';
  const comment = body.at('comment');
  return {
    ...kind(isOfReview ? 'pull_request.commented' : 'comment.created', 'processing'),
    title: `Comment on ${subjectOf(body)}`,
    ...common(body, comment),
  };
}

function review(body: Json): Parts | undefined {
  const thing = body.at('review');
  const state = thing.text('state')?.toLowerCase() ?? '';
  const found = Object.hasOwn(reviews, state) ? reviews[state] : undefined;
  if (found === undefined && thing.text('body') === undefined) return undefined;
  const { title = 'was reviewed', ...rest } = found ?? kind('pull_request.reviewed', 'processing');
  return { ...rest, title: subjectOf(body, title), ...common(body, thing) };
}

function common(body: Json, said: Json): Optional<Omit<SourceEvent, 'type'>> {
  const [kindOfSubject, subject] = subjectIn(body);
  return {
    url: said.text('html_url'),
    description: said.text('body')?.slice(0, longestText),
    correlation_id: correlationOf('github', kindOfSubject, body.text('repository', 'id'), subject.text('number')),
    fields: fieldsOf({ Repository: body.text('repository', 'full_name') }),
  };
}

/** The thing that is talked about: a pull request, an issue (GitHub calls both issue in comments) or a discussion. */
function subjectIn(body: Json): ['pr' | 'issue' | 'discussion', Json] {
  const issue = body.at('issue');
  if (body.at('pull_request').exists) return ['pr', body.at('pull_request')];
  if (body.at('discussion').exists) return ['discussion', body.at('discussion')];
  return [issue.at('pull_request').exists ? 'pr' : 'issue', issue];
}

/** `PR #57 approved: Keep perks over a rename`, with what was done to it where that is said. */
function subjectOf(body: Json, done?: string): string {
  const [what, subject] = subjectIn(body);
  const number = subject.text('number');
  if (number === undefined) return `commit ${body.text('comment', 'commit_id')?.slice(0, 7) ?? '?'}`;
  return `${words[what]} #${number}${done === undefined ? '' : ` ${done}`}: ${(subject.text('title') ?? '').slice(0, 180)}`;
}
