/** How the Discord bot stands. `off`: Discord refuses its token, and it does not try any more. */
export const botStates = ['connecting', 'online', 'off'] as const;
export type BotState = (typeof botStates)[number];
