/** The packages in which nobody can catch what goes wrong while they read what Discord sends. */
const library = /node_modules[\\/](discord\.js|@discordjs|@vladfrangu)[\\/]/;

/**
 * Tells an error of discord.js, which throws where nobody can catch it, for instance when a session ends while it is
 * taken up again; Node would end the process for it, and deliveries with it.
 */
export function isDiscordJsError(error: unknown): boolean {
  return error instanceof Error && library.test(error.stack ?? '');
}
