/**
 * Keeps an error from ending the process that was thrown where nobody could catch it.
 *
 * @param isTheirs tells such an error by where it comes from.
 * @param onError is told it instead.
 * @returns ends it.
 */
export type Spare = (isTheirs: (error: unknown) => boolean, onError: (error: unknown) => void) => () => void;

/**
 * Takes what nobody caught, of a promise or of a callback: told to whoever spares such errors, else to `onFailure`.
 *
 * @param onFailure default: the process ends as it does without a guard.
 */
export function guardProcess(onFailure?: (error: unknown) => void): { spare: Spare } {
  const spared = new Set<{ isTheirs: (error: unknown) => boolean; onError: (error: unknown) => void }>();
  const listen = () => {
    process.on('unhandledRejection', onUncaught);
    process.on('uncaughtException', onUncaught);
  };
  const ignore = () => {
    process.off('unhandledRejection', onUncaught);
    process.off('uncaughtException', onUncaught);
  };
  const onUncaught = (error: unknown) => {
    const owner = [...spared].find(({ isTheirs }) => isTheirs(error));
    if (owner !== undefined) return owner.onError(error);
    if (onFailure !== undefined) return onFailure(error);
    // Without a guard the same error meets what Node does by default.
    ignore();
    throw error;
  };
  if (onFailure !== undefined) listen();
  return {
    spare(isTheirs, onError) {
      const one = { isTheirs, onError };
      if (onFailure === undefined && spared.size === 0) listen();
      spared.add(one);
      return () => {
        spared.delete(one);
        if (onFailure === undefined && spared.size === 0) ignore();
      };
    },
  };
}
