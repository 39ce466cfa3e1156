import { enableCompileCache } from 'node:module';

// Starts the service. The cache of compiled code makes the second start twice as fast; it has to be on before imports.
enableCompileCache();
const { run } = await import('./run.ts');
await run();
