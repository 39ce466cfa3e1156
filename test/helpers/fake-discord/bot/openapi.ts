import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject, type JsonObject, listOf } from '../json.ts';
import type { BotCall, BotRoute } from './bot-call.ts';

const paths: Partial<Record<BotRoute, string>> = {
  '/applications/{app}/commands': '/applications/{application_id}/commands',
  '/applications/{app}/guilds/{guild}/commands': '/applications/{application_id}/guilds/{guild_id}/commands',
  '/channels/{channel}/webhooks': '/channels/{channel_id}/webhooks',
  '/channels/{channel}/messages': '/channels/{channel_id}/messages',
  '/channels/{channel}/messages/{message}': '/channels/{channel_id}/messages/{message_id}',
  '/interactions/{interaction}/{token}/callback': '/interactions/{interaction_id}/{interaction_token}/callback',
  '/webhooks/{app}/{token}': '/webhooks/{webhook_id}/{webhook_token}',
  '/webhooks/{app}/{token}/messages/{message}': '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
};

const file = process.env['DISCORD_OPENAPI_FILE'];
const ajv = new Ajv2020({ strict: false, formats: { snowflake: true, nonce: true } });
const validators = new Map<string, ValidateFunction>();

/** What Discord's own OpenAPI says against a request; nothing without DISCORD_OPENAPI_FILE. */
export function openApiErrors(call: BotCall, body: unknown): readonly string[] {
  const path = paths[call.route];
  if (file === undefined || path === undefined || !['POST', 'PUT', 'PATCH'].includes(call.method)) return [];
  const validate = validatorOf(path, call.method.toLowerCase());
  if (validate(comparable(body))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function validatorOf(path: string, method: string): ValidateFunction {
  const pointer = `/paths/${path.replaceAll('/', '~1')}/${method}/requestBody/content/application~1json/schema`;
  const known = validators.get(pointer);
  if (known) return known;
  if (validators.size === 0) {
    addFormats.default(ajv);
    ajv.addSchema(JSON.parse(readFileSync(file ?? '', 'utf8')), 'discord');
  }
  const validate = ajv.compile({ $ref: `discord#${pointer.replaceAll('{', '%7B').replaceAll('}', '%7D')}` });
  validators.set(pointer, validate);
  return validate;
}

/** What the documentation allows and the schema does not: bits as text, ids of files as numbers (discord.md 0). */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isObject(value)) return value;
  const changed: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'default_member_permissions' && typeof inner === 'string') changed[key] = Number(inner);
    else if (key === 'attachments') changed[key] = listOf(inner).map(withTextId);
    else changed[key] = comparable(inner);
  }
  return changed;
}

function withTextId(value: unknown): JsonObject | unknown {
  return isObject(value) && value['id'] !== undefined ? { ...value, id: String(value['id']) } : value;
}
