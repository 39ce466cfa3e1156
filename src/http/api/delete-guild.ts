import { z } from 'zod';
import { isSnowflake, snowflakeForm } from '../../discord/snowflake.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/guilds/{id}',
  tag: 'Discord servers',
  summary: 'End the link between a Discord server and the store',
  description: 'The commands of the bot no longer reach the store from there; messages go on.',
  scope: 'admin',
  params: z.object({
    id: z
      .string()
      .refine(isSnowflake, `expected the id of a Discord server, ${snowflakeForm}`)
      .meta({ examples: ['197038439483310086'] }),
  }),
  answers: { 204: { description: 'It is no longer linked' }, 409: { description: 'It is set by the operator' } },
  async handle({ actor, params }, { actions }) {
    await actions.guilds.unlink(actor, params.id);
    return { status: 204 };
  },
});
