type Write = (fields: object, message: string) => void;

/** The log of the service: one line with its fields for every unit of work. */
export interface Log {
  trace: Write;
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}
