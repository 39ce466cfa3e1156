import { z } from 'zod';
import { type FormIssue, toIssues } from './components-v2.ts';
import { pollLimits } from './limits.ts';

const emoji = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() });

/** Discord: Poll Resource, "Poll Create Request Object". */
const poll = z.looseObject({
  question: z.looseObject({ text: z.string().min(1).max(pollLimits.question) }),
  answers: z
    .array(
      z.looseObject({
        poll_media: z.looseObject({ text: z.string().min(1).max(pollLimits.answer), emoji: emoji.nullish() }),
      }),
    )
    .min(1)
    .max(pollLimits.answers),
  duration: z.int().min(1).max(pollLimits.duration).nullish(),
  allow_multiselect: z.boolean().nullish(),
  layout_type: z.literal(1).nullish(),
});

export type Poll = z.infer<typeof poll>;

/** The faults of a poll; none where Discord takes it. */
export function pollIssues(value: unknown): FormIssue[] {
  const parsed = poll.safeParse(value);
  return parsed.success ? [] : toIssues(parsed.error, ['poll']);
}

/** True for a poll that Discord takes. */
export function isPoll(value: unknown): value is Poll {
  return poll.safeParse(value).success;
}
