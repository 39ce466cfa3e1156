import { z } from 'zod';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/guilds/link-codes',
  tag: 'Discord servers',
  summary: 'Make a code that links a Discord server to the store',
  description: 'It works once, for 10 minutes: type it in the server with the command `/crier link`.',
  scope: 'admin',
  answers: {
    201: {
      description: 'The code',
      schema: z.object({
        code: z.string().describe('Such as K7QF-2M9D'),
        expires_at: z.iso.datetime(),
        command: z.string().describe('What to type in Discord'),
      }),
    },
  },
  async handle({ actor }, { actions }) {
    const { code, expiresAt } = await actions.guilds.createLinkCode(actor);
    const expires_at = new Date(expiresAt).toISOString();
    return { status: 201, body: { code, expires_at, command: `/crier link code:${code}` } };
  },
});
