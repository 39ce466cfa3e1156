import { replayedSchema } from '../../contract/delivery.ts';
import { idParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/deliveries/{id}/replay',
  tag: 'Deliveries',
  summary: 'Deliver again',
  description:
    'A delivery that failed, is held or was cancelled goes back into its lane; a delivered one is repeated as a new delivery.',
  scope: 'admin',
  params: idParams('dlv'),
  answers: {
    202: {
      description: 'It is on its way',
      schema: replayedSchema,
    },
    409: { description: 'It still waits' },
  },
  async handle({ actor, params }, { actions }) {
    const { id, replayOf } = await actions.deliveries.replay(actor, params.id);
    return { status: 202, body: { id, replay_of: replayOf ?? null, status: 'pending' } };
  },
});
