import { listGuilds } from '../../actions/list-guilds.ts';
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
  async handle({ actor }, deps) {
    return { status: 200, body: { data: listGuilds(deps, actor).map(presentGuild), next_cursor: null } };
  },
});
