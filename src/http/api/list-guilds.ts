import { z } from 'zod';
import { operation } from '../operation.ts';
import { guildSchema, presentGuild } from './_guilds.ts';

export default operation({
  method: 'get',
  path: '/v1/guilds',
  tag: 'Discord servers',
  summary: 'The Discord servers that the store is linked to',
  scope: 'read',
  answers: {
    200: { description: 'The servers', schema: z.object({ data: z.array(guildSchema), next_cursor: z.null() }) },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.guilds.list(actor).map(presentGuild), next_cursor: null } };
  },
});
