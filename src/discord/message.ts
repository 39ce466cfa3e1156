import type { Poll } from './poll.ts';

/** The body of Execute Webhook, as far as Crier uses it (Discord: Webhook Resource). */
export interface DiscordMessage {
  content?: string | undefined;
  username?: string | undefined;
  avatar_url?: string | undefined;
  embeds?: Embed[] | undefined;
  /** Missing means that every user named in the content is pinged; `makeValid` always sets it. */
  allowed_mentions?: AllowedMentions | undefined;
  attachments?: Attachment[] | undefined;
  flags?: number | undefined;
  /** The name of a new post; in forums and media channels only. */
  thread_name?: string | undefined;
  /** Ids of tags of the new post. */
  applied_tags?: string[] | undefined;
  /**
   * Rows of link buttons, since a webhook of no application may send no others (Discord: Components, "Button"); with the
   * flag IS_COMPONENTS_V2 components of every kind that it may send.
   */
  components?: ButtonRow[] | readonly ComponentV2[] | undefined;
  poll?: Poll | undefined;
}

/** A component of a message that consists of components alone, as its sender wrote it. */
export type ComponentV2 = Readonly<Record<string, unknown>> & { readonly type: number };

export interface ButtonRow {
  type: 1;
  components: LinkButton[];
}

export interface LinkButton {
  type: 2;
  style: 5;
  label: string;
  url: string;
}

export interface AllowedMentions {
  parse: string[];
  /** Ids of roles. */
  roles?: string[] | undefined;
}

/** Discord: Message Resource, Embed Object; only what a webhook may set. */
export interface Embed {
  title?: string | undefined;
  description?: string | undefined;
  url?: string | undefined;
  /** ISO 8601 */
  timestamp?: string | undefined;
  /** 0xRRGGBB */
  color?: number | undefined;
  author?: EmbedAuthor | undefined;
  fields?: EmbedField[] | undefined;
  thumbnail?: { url: string } | undefined;
  image?: { url: string } | undefined;
  footer?: EmbedFooter | undefined;
}

export interface EmbedAuthor {
  name: string;
  url?: string | undefined;
  icon_url?: string | undefined;
}

export interface EmbedField {
  name: string;
  value: string;
  inline?: boolean | undefined;
}

export interface EmbedFooter {
  text: string;
  icon_url?: string | undefined;
}

/** A file that travels with the message, as `files[id]`. */
export interface Attachment {
  /** A string: Discord takes a number too, but its OpenAPI does not. */
  id: string;
  filename: string;
  description?: string | undefined;
}
