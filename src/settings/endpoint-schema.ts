import { z } from 'zod';
import { endpointFileFields } from '../contract/endpoint-fields.ts';
import { refuse } from '../contract/parsed.ts';
import { blockShape } from './block-shape.ts';

/** Made up while running it would be another at each start, so the file has to say it. */
const endpointSchema = z
  .strictObject(blockShape(endpointFileFields))
  .superRefine(({ signature, secret, secrets }, context) => {
    if (signature === 'none' || secret !== undefined || (secrets?.length ?? 0) > 0) return;
    const params = refuse(
      'has no secret to sign with',
      'secret, secrets or signature: none',
      'Make one (echo whsec_$(openssl rand -base64 32)), keep it in .env, and name it here as the example file does.',
    );
    context.addIssue({ code: 'custom', message: 'has no secret', params });
  });

/** The list of endpoints of a store. */
export const endpointsSchema = z
  .array(endpointSchema)
  .max(500)
  .superRefine((endpoints, context) => {
    endpoints.forEach(({ name }, index) => {
      if (endpoints.findIndex((other) => other.name === name) === index) return;
      const params = refuse('is the name of two endpoints', 'a name of its own', 'Give one of them another name.');
      context.addIssue({ code: 'custom', message: 'is taken', path: [index, 'name'], params });
    });
  });
