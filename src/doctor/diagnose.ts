import { count } from '../lib/count.ts';
import { ConfigError } from '../settings/config-error.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { checkClock } from './check-clock.ts';
import { checkDataFolder, isOpen } from './check-data-folder.ts';
import { checkDatabase, type InspectFile, type OpensSettings } from './check-database.ts';
import { checkProxy } from './check-proxy.ts';
import { checkSecretKey } from './check-secret-key.ts';
import { type AskNeeds, checkService } from './check-service.ts';
import { checkWebhooks, type LoadKinds } from './check-webhooks.ts';
import { bad, type Finding, findingsOf, note, ok } from './finding.ts';

export interface DiagnoseDeps {
  env: NodeJS.ProcessEnv;
  cwd: string;
  inspectFile: InspectFile;
  opensSettings: OpensSettings;
  askNeeds: AskNeeds;
  loadKinds: LoadKinds;
}

/** Everything that `doctor` checks; works with and without a running service, and changes nothing. */
export async function diagnose(deps: DiagnoseDeps): Promise<Finding[]> {
  const { env, cwd, inspectFile, loadKinds } = deps;
  const node = checkNode(process.versions.node);
  let settings: Settings;
  try {
    settings = loadSettings({ env, cwd });
  } catch (error) {
    if (error instanceof ConfigError) return [node, ...findingsOf(error)];
    throw error;
  }
  const findings = await Promise.all([
    checkDataFolder(settings),
    ...(isOpen(settings.dataDir) ? [checkSecretKey(settings, deps), checkDatabase(settings, inspectFile)] : []),
    checkService(settings, deps.askNeeds),
    checkProxy(settings),
    checkClock(settings),
    checkWebhooks(settings, loadKinds),
  ]);
  return [
    node,
    configuration(settings),
    ...settings.warnings.map(({ what, cure }) => note(what, cure)),
    ...findings.flat(),
  ];
}

function checkNode(version: string): Finding {
  if (Number(version.split('.')[0]) >= 24) return ok(`Node ${version}`);
  return bad(`Node ${version} is too old`, 'Start Crier through npm, which brings Node 24 along.');
}

function configuration({ stores }: Settings): Finding {
  const routes = stores.reduce((sum, store) => sum + store.routes.length, 0);
  return ok(`configuration: ${count(stores.length, 'store')}, ${count(routes, 'route')} in files and environment`);
}
