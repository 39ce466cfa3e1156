/**
 * The colours of the bar at a message's side. One meaning each; all stand out (contrast of 3:1 and more, WCAG 1.4.11)
 * from Discord's dark and light embed backgrounds, and none carries a meaning that the icon does not carry too.
 */
export const palette = {
  /** Money that came in, anything that went well. */
  money: 0x2e9e5b,
  /** Money that is on its way, or a step that says nothing yet. */
  pending: 0x4a86e8,
  /** Money that went back; what deserves a look. */
  amber: 0xc9761f,
  /** Failures. */
  red: 0xe2553f,
  /** Disputes and all that cannot wait. */
  crimson: 0xe02850,
  gift: 0xe0559b,
  gold: 0xac8100,
  /** Subscriptions that go on. */
  violet: 0x7b68ee,
  /** Someone new. */
  teal: 0x159a9c,
  /** The work of the machinery. */
  blurple: 0x5a68f2,
  /** Things that came to their end, or were called off. */
  grey: 0x7d8590,
} as const;
