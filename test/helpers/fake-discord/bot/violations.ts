/** What a bot does wrong, besides what is said of webhooks. */
export type BotViolation =
  | 'invalid_command'
  | 'invalid_answer'
  | 'invalid_message'
  | 'invalid_webhook'
  | 'openapi'
  | 'late_answer'
  | 'answered_twice'
  | 'no_allowed_mentions'
  | 'gateway';

/** Takes note of one, with what exactly is wrong. */
export type Note = (rule: BotViolation, detail: string) => void;
