import { linkCodeSchema } from '../../contract/guild.ts';
import { iso } from '../../lib/iso.ts';
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
      schema: linkCodeSchema,
    },
  },
  async handle({ actor }, { actions }) {
    const { code, expiresAt } = await actions.guilds.createLinkCode(actor);
    const expires_at = iso(expiresAt);
    return { status: 201, body: { code, expires_at, command: `/crier link code:${code}` } };
  },
});
