import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const file = process.env['DISCORD_OPENAPI_FILE'];

/**
 * What Discord's own OpenAPI says against a body of Execute Webhook. Without DISCORD_OPENAPI_FILE (Discord's
 * `specs/openapi.json`, github.com/discord/discord-api-spec) nothing is compared, and the run says so.
 */
export const schemaErrors: (body: unknown) => unknown[] = file === undefined ? skipped() : validator(file);

function skipped(): () => unknown[] {
  process.stdout.write("\n!!! DISCORD_OPENAPI_FILE is not set: messages are NOT compared with Discord's OpenAPI.\n\n");
  return () => [];
}

function validator(path: string): (body: unknown) => unknown[] {
  const ajv = new Ajv2020({ strict: false, formats: { snowflake: true, nonce: true } });
  addFormats.default(ajv);
  ajv.addSchema(JSON.parse(readFileSync(path, 'utf8')), 'discord');
  const validate = ajv.getSchema('discord#/components/schemas/IncomingWebhookRequestPartial');
  if (validate === undefined) throw new Error(`${path} has no schema IncomingWebhookRequestPartial`);
  return (body) => (validate(body) ? [] : (validate.errors ?? []));
}
