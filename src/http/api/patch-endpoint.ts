import { endpointSetSchema, presentEndpoint } from '../../contract/endpoint.ts';
import { endpointFields } from '../../contract/endpoint-fields.ts';
import { endpointParams } from '../../contract/params.ts';
import { changeBody } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'patch',
  path: '/v1/endpoints/{id}',
  tag: 'Endpoints',
  summary: 'Change an endpoint',
  description:
    'What is left out stays, null takes away. What waits goes the new way. A new secret counts at once; to let both sign for a day, rotate it.',
  scope: 'admin',
  params: endpointParams,
  body: changeBody(endpointFields),
  example: { min_severity: 'warning', retry: 'quick' },
  answers: {
    200: { description: 'The endpoint as it is now', schema: endpointSetSchema },
    409: { description: 'It is set by the operator, or the name is taken' },
  },
  async handle({ actor, params, body }, { actions }) {
    const set = await actions.endpoints.change(actor, params.id, body);
    const { warnings } = set;
    const shown = { ...presentEndpoint(set), ...(warnings.length > 0 && { warnings }) };
    return { status: 200, body: set.madeSecret === undefined ? shown : { ...shown, signing_secret: set.madeSecret } };
  },
});
