import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import { envelopeSchema } from '../../contract/event.ts';
import type { RequestPreview } from '../../model/destination-kind.ts';

const header = (description: string, example: string | undefined) =>
  z.string().meta({ description, ...(example === undefined ? {} : { examples: [example] }) });

/** The requests that endpoints get. @param example one of them. */
export function outboundWebhooks({ headers, body }: RequestPreview): NonNullable<ZodOpenApiObject['webhooks']> {
  return {
    event: {
      post: {
        operationId: 'receive-event',
        tags: ['Endpoints'],
        summary: 'What an endpoint of yours gets',
        description:
          'Signed as [Standard Webhooks](https://www.standardwebhooks.com) says; a body template replaces the body. Receivers to copy, and what is tried again: [/docs/endpoints](/docs/endpoints).',
        security: [],
        requestParams: {
          header: z.object({
            'webhook-id': header('The event; the same over all attempts and replays', headers['webhook-id']),
            'webhook-timestamp': header('When this attempt was made: seconds since 1970', headers['webhook-timestamp']),
            'webhook-signature': header(
              'v1, and the base64 HMAC-SHA256 of id.timestamp.body; one for each secret, with blanks between',
              headers['webhook-signature'],
            ).optional(),
            'x-webhook-signature': header(
              'With the signature plain: the hex HMAC-SHA256 of the body, keyed by the secret as text',
              undefined,
            ).optional(),
            'crier-event-type': header('The type of the event', headers['crier-event-type']),
            'crier-delivery': header('The delivery in the log', headers['crier-delivery']),
            'crier-attempt': header('Counted from 1', headers['crier-attempt']),
          }),
        },
        requestBody: { required: true, content: { 'application/json': { schema: envelopeSchema, example: body } } },
        responses: {
          '2XX': { description: 'You have it' },
          '410': { description: 'You want no more: the endpoint stops until somebody resumes it' },
          default: { description: 'It is tried again by the schedule of the endpoint; Retry-After is waited for' },
        },
      },
    },
  };
}
