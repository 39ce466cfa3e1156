import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Variable, variables } from './env.ts';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';

const everyNetwork = '0.0.0.0';

const panelHost: Variable<string> = { ...variables.host, name: 'SERVER_IP', absent: () => everyNetwork };

/**
 * The address and the port to listen at, and the variable that named the port. CRIER_HOST and CRIER_PORT win. A game
 * panel (SERVER_PORT) reaches what it runs from outside alone, so that there it listens on the address that the panel
 * names, or on every network. PORT says nothing of an address: many a shell has one.
 *
 * @param take reads a variable, and notes what is wrong with it.
 */
export function placeToListen(
  environment: Environment,
  take: <T>(variable: Variable<T>) => T,
): Pick<Settings, 'host' | 'port' | 'portFrom'> {
  const isSet = (name: string) => environment.find(name) !== undefined;
  const { host, port } = variables;
  const portFrom = [port.name, ...port.aliases].find(isSet) ?? port.name;
  const place = { port: take(port), portFrom };
  if (isSet(host.name) || portFrom !== 'SERVER_PORT') return { ...place, host: take(host) };
  return { ...place, host: ownAddress(take(panelHost)) };
}

/** An address of this machine. Panels name that of the host, which a container on a network of its own does not have. */
function ownAddress(address: string): string {
  const isUsable = isIP(address) === 0 || address.startsWith('127.') || ['0.0.0.0', '::'].includes(address);
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return isUsable || own.some((one) => one.address === address) ? address : everyNetwork;
}
