import { readdirSync } from 'node:fs';
import cron from 'node-cron';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/jobs/job.ts';
import { startJobs } from '../../src/jobs/start-jobs.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

// What all jobs have in common. Whoever adds one has it tested here by itself.

const folder = new URL('../../src/jobs/scheduled/', import.meta.url);
const jobs = await Promise.all(
  readdirSync(folder).map(async (name): Promise<[string, Job]> => {
    const { default: job }: { default: Job } = await import(new URL(name, folder).href);
    return [name, job];
  }),
);

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp();
});
afterAll(() => crier.stop());

test('all of them are scheduled, and end', async () => {
  const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  const stop = await startJobs(crier.app.actions, log);
  expect(cron.getTasks().size).toBe(jobs.length);
  await stop();
  expect(cron.getTasks().size).toBe(0);
});

test.each(jobs)('%s has nothing to tell of a Crier with nothing in it', async (_, { cron: times, run }) => {
  expect(times).toMatch(/^(\S+ ){4}\S+$/);
  expect(await run(crier.app.actions)).toBeUndefined();
});
