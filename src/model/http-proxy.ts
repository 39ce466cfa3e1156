/** The way out of a network that has no other. */
export interface HttpProxy {
  /** `http://proxy.example.com:3128`; may hold a name and a password. Secret. */
  url: string;
  /** Hosts that are reached without it, between commas, in the form of NO_PROXY. */
  except: string;
}
