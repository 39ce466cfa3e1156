import { z } from 'zod';

// The parts of the API's addresses that vary.

export const idParams = (kind: 'evt' | 'dlv' | 'key') =>
  z.object({ id: z.string().regex(new RegExp(`^${kind}_[0-9a-z]{1,64}$`), `expected an id such as ${kind}_…`) });

/** The key of a route. */
export const keyParams = z.object({ key: z.string().min(1).max(100) });

export const endpointParams = z.object({ id: z.string().min(1).max(100).describe('Its id, dst_…, or its name') });

/** A webhook of a source. */
export const hookParams = z.object({ source: z.string().describe('Such as botghost'), id: z.string().min(1).max(100) });

export const sourceParams = z.object({ source: z.string().describe('Such as tebex') });
