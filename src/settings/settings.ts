import type { Category } from '../model/category.ts';
import type { DeliveryPolicy } from '../model/delivery-policy.ts';
import type { HttpProxy } from '../model/http-proxy.ts';
import type { ProvisionedRoute } from '../model/route.ts';
import type { Store } from '../model/store.ts';
import type { Subscription } from '../model/subscription.ts';

/** At most `count` in any `windowMs` milliseconds. */
export interface Limit {
  count: number;
  windowMs: number;
}

/** A source that an operator has switched on in the file. */
export interface ProvisionedSource {
  /** Such as `tebex`. */
  source: string;
  /** At least one. Secret. */
  secrets: readonly string[];
  username?: string | undefined;
  category?: Category | undefined;
  /** `config/crier.yaml:12`. */
  provisionedBy: string;
}

/** A custom outbound webhook that an operator has set in the file. */
export interface ProvisionedEndpoint extends DeliveryPolicy {
  name: string;
  kind: 'http';
  /** The needs of the kind. Secret. */
  settings: Readonly<Record<string, unknown>>;
  subscription: Subscription;
  /** `config/crier.yaml:12`. */
  provisionedBy: string;
}

export interface StoreSettings {
  store: Store;
  routes: readonly ProvisionedRoute[];
  sources: readonly ProvisionedSource[];
  endpoints: readonly ProvisionedEndpoint[];
}

/** Something in the settings that is likely to be a mistake and stops nothing. Holds no secret. */
export interface SettingsWarning {
  what: string;
  cure: string;
}

/** Everything an operator decides, checked and complete. Frozen; nothing else reads the environment. */
export interface Settings {
  host: string;
  port: number;
  /** The variable that says the port, such as `SERVER_PORT`; CRIER_PORT where none does. */
  portFrom: string;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `auto`: readable on a terminal, JSON elsewhere. */
  logFormat: 'auto' | 'pretty' | 'json';
  /** The number of proxies in front of the service, or their addresses; their X-Forwarded-For is believed. 0: none. */
  trustProxy: number | readonly string[];
  /** The address by which others reach this service, without a slash at the end; undefined: the one that it listens at. */
  publicUrl: string | undefined;
  /** Folder of the database and of the generated secret key; absolute. */
  dataDir: string;
  database: { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string };
  /** The secret key as the operator gave it; undefined: the one in `dataDir` is used, or made. Secret. */
  secretKey: string | undefined;
  /** The `main` store's key as the operator gave it. Secret. */
  apiKey: string | undefined;
  /** Requests that one API key may post; undefined: no limit. */
  intakeLimit: Limit | undefined;
  discord: {
    /** Without a slash at the end. */
    apiBase: string;
    channelLimit: Limit | undefined;
    globalLimit: Limit | undefined;
    /** Undefined: Discord is reached directly. */
    proxy?: HttpProxy | undefined;
  };
  bot: {
    /** Undefined: there is no bot. Secret. */
    token: string | undefined;
    /** The Discord server that is linked to the store `main`. */
    guildId: string | undefined;
  };
  endpoints: {
    /** Hosts, with or without a port, that endpoints may call over http and at private addresses. */
    allowedHosts: readonly string[];
  };
  /** At least `main`; `main` first. */
  stores: readonly StoreSettings[];
  warnings: readonly SettingsWarning[];
  /** The files that all this was read from, or would have been, were they there. `name`: as the operator knows it. */
  files: readonly { name: string; path: string }[];
}
