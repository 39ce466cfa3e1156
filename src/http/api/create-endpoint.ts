import { endpointSetSchema, presentEndpoint } from '../../contract/endpoint.ts';
import { endpointFields } from '../../contract/endpoint-fields.ts';
import { creationBody } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/endpoints',
  tag: 'Endpoints',
  summary: 'Make an endpoint: a custom outbound webhook',
  description:
    'From now on every event that it wants is posted to its address, beside the message in Discord. What a receiver gets is described at /docs/endpoints.',
  scope: 'admin',
  body: creationBody(endpointFields),
  example: { name: 'rewards', url: 'https://game.example.com/crier', events: ['payment.completed', 'gifting'] },
  answers: {
    201: { description: 'The endpoint; with its secret, where Crier made it up', schema: endpointSetSchema },
    409: { description: 'The name is taken' },
  },
  async handle({ actor, body }, { actions }) {
    const set = await actions.endpoints.add(actor, body);
    const { warnings } = set;
    const shown = { ...presentEndpoint(set), ...(warnings.length > 0 && { warnings }) };
    return { status: 201, body: set.madeSecret === undefined ? shown : { ...shown, signing_secret: set.madeSecret } };
  },
});
