/**
 * What a bot does wrong. What Discord refuses: `invalid_…`, `answered_twice`, `late_answer` (after 3 s), and bad manners
 * at the gateway. What it takes and yet is wrong: a picture that is shown and not sent along, mentions that nobody
 * forbade, and what Discord's own OpenAPI does not know (only where DISCORD_OPENAPI_FILE is set).
 */
export type BotViolation =
  | 'invalid_command'
  | 'invalid_answer'
  | 'invalid_message'
  | 'invalid_webhook'
  | 'openapi'
  | 'late_answer'
  | 'answered_twice'
  | 'missing_file'
  | 'no_allowed_mentions'
  | 'gateway';

/** Takes note of one, with what exactly is wrong. */
export type Note = (rule: BotViolation, detail: string) => void;
