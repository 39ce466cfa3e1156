/** A place in a list as the store hands it out, for the next page; opaque to everybody else. */
export type Cursor = string;

export interface Page<Row> {
  rows: Row[];
  /** Undefined on the last one. */
  next?: Cursor | undefined;
}
