import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from './problems.ts';

const tags = ['Drop-in addresses'];
const snowflake = '1289364520961466398';

const webhookPath = z.object({
  id: z.string().meta({ description: 'The id of the webhook', examples: [snowflake] }),
  token: z.string().meta({ description: 'Its token', examples: ['the-token-that-was-shown-once'] }),
});
const messagePath = webhookPath.extend({
  message: z.string().meta({ description: 'The id of one of its own messages', examples: [snowflake] }),
});
const thread = z
  .string()
  .optional()
  .meta({ description: 'Into this thread', examples: [snowflake] });

const discordError = z
  .object({ message: z.string(), code: z.int(), errors: z.unknown().optional(), retry_after: z.number().optional() })
  .meta({ id: 'DiscordError', description: 'As Discord answers it' });

const discordProblem = (description: string, message: string, code: number) => ({
  description,
  content: { 'application/json': { schema: discordError, example: { message, code } } },
});

const message = { content: 'Steve was banned', embeds: [{ title: 'Anticheat', color: 15_158_332 }] };

const discordErrors = {
  '400': discordProblem('What Discord would refuse', 'Cannot send an empty message', 50_006),
  '401': discordProblem('The token is wrong', 'Invalid Webhook Token', 50_027),
  '404': discordProblem('There is no such webhook or message', 'Unknown Webhook', 10_015),
  '429': discordProblem('Too much at once: wait for Retry-After', 'You are being rate limited.', 0),
  default: discordProblem('Anything else, as Discord answers it', '500: Internal Server Error', 0),
};

const discordMessage = z.record(z.string(), z.unknown()).meta({ description: "Discord's message object" });
const shownMessage = { id: snowflake, content: message.content, embeds: message.embeds, webhook_id: snowflake };
const answered = (description: string) => ({
  description,
  content: { 'application/json': { schema: discordMessage, example: shownMessage } },
});

function discord(
  operationId: string,
  summary: string,
  path: z.ZodObject,
  more: Partial<ZodOpenApiOperationObject> & Pick<ZodOpenApiOperationObject, 'responses'>,
): ZodOpenApiOperationObject {
  return {
    operationId,
    tags,
    summary,
    description:
      "As Discord's own webhooks, so that a script changes the host of its URL alone; `/api/v10/webhooks/…` too. Make one with `POST /v1/webhooks`.",
    security: [],
    requestParams: { path },
    ...more,
    responses: { ...more.responses, ...discordErrors },
  };
}

const messageBody = {
  required: true,
  content: {
    'application/json': { schema: discordMessage, example: message },
    'multipart/form-data': {
      schema: z.object({ payload_json: z.string().optional(), 'files[0]': z.string().optional() }),
      example: { payload_json: JSON.stringify(message), 'files[0]': 'the bytes of a file' },
    },
  },
};

/** An address of another service, whose senders are proven as at /in/{store}/{source}. */
function dropIn(operationId: string, summary: string, source: string, path: z.ZodObject | undefined, example: object) {
  return {
    post: {
      operationId,
      tags,
      summary,
      description: `The same as \`/in/{store}/${source}\` for senders in which only the host can be changed; the store is the one whose secret it is. [How it is set up](/docs/sources/${source}).`,
      security: [],
      ...(path === undefined ? {} : { requestParams: { path } }),
      requestBody: { required: true, content: { 'application/json': { schema: z.unknown(), example } } },
      responses: {
        '200': {
          description: 'What the sender wants to hear',
          content: { 'application/json': { schema: z.unknown(), example: { success: true } } },
        },
        '204': { description: 'The same, for senders that want no body' },
        '401': problem('The secret is wrong, in the form that the sender knows', 'unauthorized'),
        default: problem('Anything else, in the form that the sender knows', 'internal'),
      },
    },
  };
}

const log = { level: 'error', message: 'Could not save the account of mechanic', resource: 'qbx_management' };

/** Addresses of other services. */
export const dropInPaths: ZodOpenApiPathsObject = {
  '/api/webhooks/{id}/{token}': {
    get: discord('get-discord-webhook', 'A drop-in webhook as Discord tells one', webhookPath, {
      responses: {
        '200': {
          description: 'The webhook',
          content: {
            'application/json': { schema: discordMessage, example: { id: snowflake, type: 1, name: 'Anticheat' } },
          },
        },
      },
    }),
    post: discord('execute-discord-webhook', 'Post a message', webhookPath, {
      requestParams: {
        path: webhookPath,
        query: z.object({
          wait: z
            .boolean()
            .optional()
            .meta({ description: 'Answer with the message', examples: [true] }),
          thread_id: thread,
        }),
      },
      requestBody: messageBody,
      responses: { '200': answered('The message, with wait'), '204': { description: 'Taken' } },
    }),
  },
  '/api/webhooks/{id}/{token}/slack': {
    post: discord('execute-slack-webhook', "Post a message in Slack's form", webhookPath, {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: z.unknown(), example: { text: 'Steve was banned' } } },
      },
      responses: { '200': { description: 'Taken' }, '204': { description: 'Taken' } },
    }),
  },
  '/api/webhooks/{id}/{token}/github': {
    post: discord('execute-github-webhook', 'Take an event of GitHub', webhookPath, {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: z.unknown(), example: { zen: 'Keep it logically awesome.' } } },
      },
      responses: { '204': { description: 'Taken' } },
    }),
  },
  '/api/webhooks/{id}/{token}/messages/{message}': {
    get: discord('get-discord-message', 'One of its own messages', messagePath, {
      responses: { '200': answered('The message') },
    }),
    patch: discord('edit-discord-message', 'Change one of its own messages', messagePath, {
      requestBody: { required: true, content: { 'application/json': { schema: discordMessage, example: message } } },
      responses: { '200': answered('The message as it is now') },
    }),
    delete: discord('delete-discord-message', 'Delete one of its own messages', messagePath, {
      responses: { '204': { description: 'It is gone' } },
    }),
  },
  '/loki/api/v1/push': dropIn(
    'push-loki',
    "Lines of a log, as Grafana Loki takes them (ox_lib's logger)",
    'loki',
    undefined,
    {
      streams: [{ stream: { server: 'RP 1', level: 'error' }, values: [['1769884200000000000', 'Something failed']] }],
    },
  ),
  '/api/logs': dropIn('post-fivemanage-log', 'A line of a log, as Fivemanage takes it', 'fivemanage', undefined, log),
  '/api/logs/batch': dropIn(
    'post-fivemanage-logs',
    'Lines of a log, as Fivemanage takes them',
    'fivemanage',
    undefined,
    [log],
  ),
  '/server/{server}/webhook/{channel}': dropIn(
    'post-mssgs-message',
    'A message, as mssgs takes it',
    'mssgs',
    z.object({
      server: z.string().meta({ description: 'As in the address of mssgs', examples: ['frostvale'] }),
      channel: z.string().meta({ description: 'As in the address of mssgs', examples: ['orders'] }),
    }),
    { token: 'the secret of the source', content: 'Backup finished', color: 'green', title: 'Backup Bot' },
  ),
  '/webhook/{bot}/{event}': dropIn(
    'post-botghost-event',
    'An event, as BotGhost takes it',
    'botghost',
    z.object({
      bot: z.string().meta({ description: 'As in the address of BotGhost', examples: ['123456789012345678'] }),
      event: z.string().meta({ description: 'As in the address of BotGhost', examples: ['new-sale'] }),
    }),
    { variables: [{ name: 'Player', variable: '{player}', value: 'MiraStone' }] },
  ),
};
