#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// The command line `crier`. The cache of compiled code has to be on before the program is read: it halves the wait.
enableCompileCache();
const [{ runProgram }, { version }] = await Promise.all([import('./cli/program.ts'), import('./service/version.ts')]);
// Copies of the database are for this user alone.
process.umask(0o077);
const { env } = process;
const cwd = process.cwd();

await runProgram(process.argv, {
  env,
  cwd,
  version,
  async diagnose(askNeeds) {
    const [{ diagnose }, { inspectFile }, { opensSettings }, { loadKinds }, { systemClock: clock }] = await Promise.all(
      [
        import('./doctor/diagnose.ts'),
        import('./storage/sqlite/inspect-file.ts'),
        import('./registry/sealed-destination.ts'),
        import('./service/load-kinds.ts'),
        import('./lib/clock.ts'),
      ],
    );
    const tools = { clock, random: Math.random, version, files: { read: async () => undefined } };
    return diagnose({
      ...{ env, cwd, inspectFile, opensSettings, askNeeds },
      loadKinds: (settings) => loadKinds(settings, tools),
    });
  },
  backupFile: async (from, to) => (await import('./storage/sqlite/backup-file.ts')).backupFile(from, to),
  restore: async (...args) => (await import('./service/restore.ts')).restore(...args),
  resetSecrets: async (...args) => (await import('./service/reset-secrets.ts')).resetSecrets(...args),
});
