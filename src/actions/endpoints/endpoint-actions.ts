import { bind } from '../bind.ts';
import { addEndpoint } from './add-endpoint.ts';
import { changeEndpoint } from './change-endpoint.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { exampleRequest } from './example-request.ts';
import { getEndpoint } from './get-endpoint.ts';
import { listEndpoints } from './list-endpoints.ts';
import { pauseEndpoint } from './pause-endpoint.ts';
import { previewEndpoint } from './preview-endpoint.ts';
import { resumeEndpoint } from './resume-endpoint.ts';
import { rotateEndpointSecret } from './rotate-endpoint-secret.ts';
import { testEndpoint } from './test-endpoint.ts';

/** The actions on endpoints. */
export const endpointActions = (deps: EndpointDeps) => ({
  list: bind(deps, listEndpoints),
  get: bind(deps, getEndpoint),
  add: bind(deps, addEndpoint),
  change: bind(deps, changeEndpoint),
  delete: bind(deps, deleteEndpoint),
  rotateSecret: bind(deps, rotateEndpointSecret),
  pause: bind(deps, pauseEndpoint),
  resume: bind(deps, resumeEndpoint),
  test: bind(deps, testEndpoint),
  preview: bind(deps, previewEndpoint),
  exampleRequest: bind(deps, exampleRequest),
});
