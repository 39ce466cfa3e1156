const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export interface RetryPreset {
  /** Milliseconds before each further attempt. */
  delays: readonly number[];
  /** The time for which its dead letters are kept; undefined: as long as the store keeps them. */
  keepFailedMs?: number | undefined;
}

/** Schedules with a name, for endpoints. */
export const retryPresets = {
  standard: { delays: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] },
  quick: { delays: [second, 5 * second, 25 * second] },
  steady: { delays: Array.from({ length: 5 }, () => 300 * second), keepFailedMs: 24 * hour },
} as const satisfies Record<string, RetryPreset>;

export type RetryPresetName = keyof typeof retryPresets;

export const retryPresetNames: readonly RetryPresetName[] = ['standard', 'quick', 'steady'];

/** The name of the preset that has these delays. */
export function presetOf(delays: readonly number[]): RetryPresetName | undefined {
  return retryPresetNames.find((name) => {
    const preset: RetryPreset = retryPresets[name];
    return preset.delays.length === delays.length && preset.delays.every((delay, index) => delay === delays[index]);
  });
}
