import { z } from 'zod';

// The parts of the API's addresses that vary.

export const idParams = (kind: 'evt' | 'dlv' | 'key') =>
  z.object({
    id: z
      .string()
      .regex(new RegExp(`^${kind}_[0-9a-z]{1,64}$`), `expected an id such as ${kind}_…`)
      .meta({ examples: [exampleId(kind)] }),
  });

function exampleId(kind: string): string {
  return `${kind}_019c1f8e4d2a70008000000000000001`;
}

/** The key of a route. */
export const keyParams = z.object({
  key: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: ['gifting'] }),
});

export const endpointParams = z.object({
  id: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'Its id, dst_…, or its name', examples: ['rewards'] }),
});

/** A source whose webhooks are made by name. */
export const hookSourceParams = z.object({
  source: z.string().meta({ description: 'Such as botghost', examples: ['botghost'] }),
});

/** A webhook of a source. */
export const hookParams = hookSourceParams.extend({
  id: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: ['q7h2k9d4m1'] }),
});

export const sourceParams = z.object({
  source: z.string().meta({ description: 'Such as tebex', examples: ['tebex'] }),
});
