import path from 'node:path';
import { deepFreeze } from '../lib/deep-freeze.ts';
import type { HttpProxy } from '../model/http-proxy.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { readCrierYaml } from './crier-yaml.ts';
import { dotenvFile } from './dotenv.ts';
import { type Variable, variables, webhookVariables } from './env.ts';
import type { ParseContext } from './env-parsers.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { discordRoute, loadStores } from './load-stores.ts';
import { lookWarnings } from './look-warnings.ts';
import { misplacedFiles } from './misplaced-files.ts';
import { placeToListen } from './place-to-listen.ts';
import type { Settings } from './settings.ts';

/** Hosts that no proxy can reach for us. */
const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Everything an operator decides, from the environment, `.env` in the working folder and the YAML file. Reads files,
 * changes nothing.
 *
 * @param source.env the real environment, such as `process.env`; it wins over `.env`.
 * @param source.cwd the working folder that relative paths count from.
 * @throws ConfigError with all that is wrong at once.
 */
export function loadSettings(source: { env: Readonly<Record<string, string | undefined>>; cwd: string }): Settings {
  const problems: ConfigProblem[] = [];
  const environment = openEnvironment(source, problems);
  const context: ParseContext = { cwd: source.cwd, apiBase: '' };
  const take = <T>(variable: Variable<T>) => takeVariable(variable, environment, context, problems);

  context.apiBase = take(variables.apiBase);
  const routes = webhookVariables.flatMap(({ key, variable }) => {
    const url = take(variable);
    const by = environment.find(variable.name)?.provisionedBy;
    return url === undefined || by === undefined ? [] : [discordRoute(key, url, by)];
  });

  const database = take(variables.database);
  const settings: Omit<Settings, 'stores' | 'warnings' | 'files'> = {
    ...placeToListen(environment, take),
    logLevel: take(variables.logLevel),
    logFormat: take(variables.logFormat),
    trustProxy: take(variables.trustProxy),
    publicUrl: take(variables.publicUrl),
    dataDir: database.kind === 'sqlite' ? path.dirname(database.path) : path.resolve(source.cwd, 'data'),
    database,
    secretKey: take(variables.secretKey),
    apiKey: take(variables.apiKey),
    intakeLimit: take(variables.intakeLimit),
    discord: {
      apiBase: context.apiBase,
      channelLimit: take(variables.channelLimit),
      globalLimit: take(variables.globalLimit),
      proxy: proxyOf(take(variables.proxy), take(variables.withoutProxy)),
    },
    bot: { token: take(variables.botToken), guildId: take(variables.guildId) },
    endpoints: { allowedHosts: take(variables.endpointHosts) },
  };

  const file = take(variables.config);
  const givenBy = environment.find(variables.config.name);
  const crierFile = readCrierYaml({ file, cwd: source.cwd, givenBy, apiBase: context.apiBase }, environment, problems);
  const warnings = [
    ...misplacedFiles(source.cwd, file),
    ...environment.refuseUnknown(crierFile.usedNames),
    ...lookWarnings(crierFile),
  ];
  if (problems.length > 0) throw new ConfigError(problems);

  const files = [dotenvFile, file, ...environment.valueFiles].map((name) => ({
    name,
    path: path.resolve(source.cwd, name),
  }));
  return deepFreeze({ ...settings, stores: loadStores(crierFile, routes), warnings, files });
}

function proxyOf(url: string | undefined, except: string): HttpProxy | undefined {
  return url === undefined ? undefined : { url, except: [except, ...thisMachine].join(',') };
}

function takeVariable<T>(
  variable: Variable<T>,
  environment: Environment,
  context: ParseContext,
  problems: ConfigProblem[],
): T {
  const name = [variable.name, ...(variable.aliases ?? [])].find((one) => environment.find(one) !== undefined);
  const found = name === undefined ? undefined : environment.find(name);
  if (found === undefined) return variable.absent(context);
  const parsed = variable.parse(found.text, context);
  if (parsed.ok) return parsed.value;
  problems.push({
    file: found.file,
    line: found.line,
    what: `${name} ${parsed.what}`,
    expected: parsed.expected,
    cure: parsed.cure,
  });
  return variable.absent(context);
}
