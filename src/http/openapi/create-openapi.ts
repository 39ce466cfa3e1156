import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { RequestPreview } from '../../model/destination-kind.ts';
import { errorTable } from '../../model/errors.ts';
import { type Operation, tags } from '../operation.ts';
import { describeOperation } from './describe-operation.ts';
import { dropInPaths } from './drop-ins.ts';
import { intakePaths } from './intake.ts';
import { outboundWebhooks } from './outbound.ts';
import { servicePaths } from './service.ts';

export interface OpenApiParts {
  operations: readonly { name: string; operation: Operation }[];
  version: string;
  /** The address at which others reach this service; undefined: the one that the document comes from. */
  publicUrl: string | undefined;
  /** A request to an endpoint, as it would be made. */
  outbound: RequestPreview;
}

/** The OpenAPI 3.1 document of the whole API, made from the schemas that check it. */
export function createOpenApi({ operations, version, publicUrl, outbound }: OpenApiParts): object {
  const paths: ZodOpenApiPathsObject = { ...intakePaths };
  for (const { name, operation } of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(name, operation) };
  }
  const codes = Object.entries(errorTable).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`);
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Crier',
      version,
      description: `Events of a store in, Discord messages out.\n\n[Events](/docs/events): the types that are known, and the names that their messages show. [Sources](/docs/sources): platforms whose webhooks Crier takes. [Endpoints](/docs/endpoints): what receivers of custom webhooks get, and how they verify it.\n\nErrors are \`application/problem+json\` (RFC 9457):\n\n| code | status | meaning |\n| --- | --- | --- |\n${codes.join('\n')}`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl ?? '/', description: 'This Crier' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    security: [{ apiKey: [] }, { password: [] }],
    paths: { ...paths, ...dropInPaths, ...servicePaths },
    webhooks: outboundWebhooks(outbound),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key of the store: `Authorization: Bearer crier_…`',
        },
        password: {
          type: 'http',
          scheme: 'basic',
          description: 'The same key as the password of any user, for browsers',
        },
      },
    },
  });
}
