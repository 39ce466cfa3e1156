// Discord's limits on a message. All texts are counted in code points after trimming (Discord: Message Resource;
// the API is Python, so that an emoji of two UTF-16 units counts one: discord-api-docs #1315).

/** Discord: Message Resource, Embed Limits; URL and colour: Discord's OpenAPI, `RichEmbed`. */
export const embedLimits = {
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
  url: 2048,
  colour: 0xff_ff_ff,
} as const;

/** Discord: Webhook Resource, Execute Webhook; Uploading Files. */
export const messageLimits = {
  content: 2000,
  embeds: 10,
  /** Title, description, field names and values, footer and author of all embeds of a message together. */
  embedsSum: 6000,
  files: 10,
  fileName: 260,
  username: 80,
  roles: 100,
  threadName: 100,
  tags: 5,
  /** Discord: Component Reference, "Action Row" and "Button". */
  rows: 5,
  buttons: 5,
  buttonLabel: 80,
  buttonUrl: 512,
} as const;

/** Discord: Component Reference; its OpenAPI. */
export const componentLimits = {
  /** Of a message, nested ones included. */
  components: 40,
  /** Of all Text Displays together. */
  text: 4000,
  /** Of all Text Displays, in UTF-8 with 12 for each; one more answers 500 (discord-api-docs #8554). */
  bytes: 10_170,
  bytesOfDisplay: 12,
  sectionTexts: 3,
  galleryItems: 10,
  description: 1024,
} as const;

/** Discord: Poll Resource, "Poll Create Request Object"; hours. */
export const pollLimits = { question: 300, answer: 55, answers: 10, duration: 768 } as const;

/** Discord: Application Commands ("Option Choice", "Autocomplete"), Receiving and Responding to Interactions, "Modal". */
export const interactionLimits = {
  choices: 25,
  /** Of a choice's name and value. */
  choiceText: 100,
  modalTitle: 45,
} as const;
