/** In these packages nobody can catch what goes wrong while they read what Discord sends. */
const library = /node_modules[\\/](discord\.js|@discordjs|@vladfrangu)[\\/]/;

/**
 * discord.js throws where nobody can catch it, for instance when a session ends while it is taken up again; Node would
 * end the process for it, and deliveries with it. What comes from there is told to `onError`; everything else ends the
 * process as it always does.
 *
 * @returns ends the guard.
 */
export function guardProcess(onError: (error: unknown) => void): () => void {
  const onRejection = (error: unknown) => {
    if (isOfLibrary(error)) onError(error);
    else end(error);
  };
  const onException = (error: unknown) => {
    if (isOfLibrary(error)) onError(error);
    else end(error);
  };
  const stop = () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
  /** Without a guard the same error meets what Node does by default. */
  const end = (error: unknown) => {
    stop();
    throw error;
  };
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return stop;
}

function isOfLibrary(error: unknown): boolean {
  return error instanceof Error && library.test(error.stack ?? '');
}
