import { hookSourceParams } from '../../contract/params.ts';
import { hookBody, hookSchema } from '../../contract/source.ts';
import { addressOf } from '../address-of.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/sources/{source}/hooks',
  tag: 'Sources',
  summary: 'Make a webhook of a source, by name',
  description:
    'For BotGhost: the address has a new event id in it, and what is posted to it is told by the name. From the first one on, ids that nobody made are answered with 404.',
  scope: 'admin',
  params: hookSourceParams,
  body: hookBody,
  example: { name: 'New buyer' },
  answers: {
    201: { description: 'The webhook', schema: hookSchema },
    409: { description: 'The name is taken, or the source is set by the operator, in the file' },
  },
  async handle({ actor, params, body, request }, { actions, publicUrl }) {
    const { id, name, path } = await actions.sources.addHook(actor, params.source, body.name);
    return { status: 201, body: { id, name, url: `${addressOf(request, publicUrl)}${path}` } };
  },
});
