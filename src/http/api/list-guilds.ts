import { guildSchema, presentGuild } from '../../contract/guild.ts';
import { listOf } from '../../contract/parts.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/guilds',
  tag: 'Discord servers',
  summary: 'The Discord servers that the store is linked to',
  scope: 'read',
  answers: {
    200: { description: 'The servers', schema: listOf(guildSchema) },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.guilds.list(actor).map(presentGuild), next_cursor: null } };
  },
});
