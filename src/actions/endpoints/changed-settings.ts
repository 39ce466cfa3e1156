import type { EndpointChange } from '../../contract/endpoint-fields.ts';
import { sortChange } from '../../contract/sort-endpoint.ts';
import { mergePatch } from '../../lib/merge-patch.ts';
import type { Destination } from '../../model/destination.ts';
import { type EndpointSettings, endpointSettings } from '../../model/endpoint.ts';
import { makeSecret } from './make-secret.ts';

/** The settings with a change; where there is nothing to sign with, a secret is made up. */
export function changedSettings(
  before: Destination | undefined,
  change: EndpointChange,
): { settings: EndpointSettings; madeSecret: string | undefined } {
  const was = before && endpointSettings(before.settings);
  const { settings: patch, secret } = sortChange(change);
  const plain = { url: '', signature: 'standard' as const, secrets: [], headers: {} };
  const settings = {
    ...plain,
    ...mergePatch<Partial<EndpointSettings>>(was ?? {}, {
      // The two fill the same header: the one that is said takes the place of the other.
      ...(patch.bearer != null && { basic: null }),
      ...(patch.basic != null && { bearer: null }),
      ...patch,
    }),
  };
  const isBare = settings.signature !== 'none' && settings.secrets.length === 0 && secret === undefined;
  const madeSecret = isBare ? makeSecret() : undefined;
  const newest = secret ?? madeSecret;
  return { settings: newest === undefined ? settings : { ...settings, secrets: [{ secret: newest }] }, madeSecret };
}
