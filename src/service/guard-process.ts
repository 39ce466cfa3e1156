/**
 * Claims errors that are thrown where nobody can catch them, so that they do not end the process.
 *
 * @param isTheirs true for an error of the claimant, by the place it comes from.
 * @param onError is told it instead.
 * @returns ends the claim.
 */
export type ClaimErrors = (isTheirs: (error: unknown) => boolean, onError: (error: unknown) => void) => () => void;

/**
 * Takes what nobody caught, of a promise or of a callback: told to whoever claims such errors, else to `onFailure`.
 *
 * @param onFailure default: the process ends as it does without a guard.
 */
export function guardProcess(onFailure?: (error: unknown) => void): { claimErrors: ClaimErrors } {
  const claims = new Set<{ isTheirs: (error: unknown) => boolean; onError: (error: unknown) => void }>();
  const listen = () => {
    process.on('unhandledRejection', onUncaught);
    process.on('uncaughtException', onUncaught);
  };
  const ignore = () => {
    process.off('unhandledRejection', onUncaught);
    process.off('uncaughtException', onUncaught);
  };
  const onUncaught = (error: unknown) => {
    const owner = [...claims].find(({ isTheirs }) => isTheirs(error));
    if (owner !== undefined) return owner.onError(error);
    if (onFailure !== undefined) return onFailure(error);
    // Without a guard the same error meets what Node does by default.
    ignore();
    throw error;
  };
  if (onFailure !== undefined) listen();
  return {
    claimErrors(isTheirs, onError) {
      const one = { isTheirs, onError };
      if (onFailure === undefined && claims.size === 0) listen();
      claims.add(one);
      return () => {
        claims.delete(one);
        if (onFailure === undefined && claims.size === 0) ignore();
      };
    },
  };
}
