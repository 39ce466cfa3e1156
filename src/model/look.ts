import type { Category } from './category.ts';
import type { Event } from './event.ts';

/** One line of a message: a label and where its value comes from. */
export interface LookField {
  label: string;
  /**
   * The place of the value: a path into the event such as `amount`, `player`, `recipient`, `data.package.name`;
   * several paths are tried in order. `data.items[].name` takes the name of every item. A path that leads nowhere
   * leaves the field out.
   */
  from: string | readonly string[];
  /** The way the value is written; default `text`. */
  as?: 'text' | 'amount' | 'number' | 'time' | 'code' | 'code-block' | 'list' | 'person' | 'duration' | undefined;
  /** Default true. */
  inline?: boolean | undefined;
}

/** A field as a store's owner lists it; what is not said of it is taken from the catalogue. */
export type ShownField = Omit<LookField, 'label'> & { label?: string | undefined };

/** The appearance of the events of one type (or of a prefix, or of a category). Data only. */
export interface Look {
  /** Event type, pattern (`payment.*`) or, for the fallback of a category, the category itself. */
  for: string;
  title: string;
  /** One emoji. */
  icon: string;
  /** 0xRRGGBB */
  colour: number;
  /** Other colours, by the word in `data.color` with which an event asks for one. */
  colours?: Readonly<Record<string, number>>;
  /** True of an event that is one small text without a card around it. */
  isNote?: (event: Event) => boolean;
  /** The values that a store owner wants first, in order. */
  fields?: readonly LookField[];
  /** Paths of what must not be shown, such as the code of a gift card. */
  hide?: readonly string[];
  /** One sentence under the title as plain text; undefined where there is nothing to say. */
  sentence?: (event: Event) => string | undefined;
}

/** The looks of one category, as one file under src/looks holds them. */
export interface CategoryLooks {
  category: Category;
  looks: readonly Look[];
}

/** The changes of a store's owner to a look, from `looks:` in crier.yaml. */
export interface LookOverride {
  /** Markdown, or a Liquid template of it over the event. */
  title?: string | undefined;
  /** Instead of the event's description: Markdown, or a Liquid template of it over the event. */
  text?: string | undefined;
  icon?: string | undefined;
  colour?: number | undefined;
  /** Paths or common names whose fields are left out, or the labels of fields. */
  hide?: readonly string[] | undefined;
  /** All that is shown in fields, in this order. */
  fields?: readonly ShownField[] | undefined;
}
