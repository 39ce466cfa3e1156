// As src/start.js does it for the service; every thread has to switch the cache on for itself.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./worker.ts');
