#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// The command line `crier`. The cache of compiled code has to be on before the program is read: it halves the wait.
enableCompileCache();
await import('./cli-program.ts');
