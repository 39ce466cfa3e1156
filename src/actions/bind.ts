/** An action with its dependencies given once; what is left to say is who asks, and for what. */
export function bind<Deps, Args extends unknown[], Result>(
  deps: Deps,
  action: (deps: Deps, ...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => action(deps, ...args);
}
