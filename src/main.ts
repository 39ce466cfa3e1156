import { startApp } from './app.ts';
import { run } from './service/run.ts';

await run({ env: process.env, cwd: process.cwd(), start: startApp });
