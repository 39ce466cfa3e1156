/** The states of the Discord bot. `off`: Discord refuses its token, and it does not try any more. */
export const botStates = ['connecting', 'online', 'off'] as const;
export type BotState = (typeof botStates)[number];

/** The state as the bot keeps it, for those who show it; undefined where there is no bot. */
export interface BotStatus {
  state: BotState | undefined;
}
