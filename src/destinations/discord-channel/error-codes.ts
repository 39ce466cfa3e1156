import { type ErrorCodes, errorCodes } from '../../discord/traffic/error-codes.ts';

const cure =
  'Give its role View Channel, Send Messages, Embed Links and Attach Files there (channel settings → Permissions), then set the route again or use /resume';

/** The meanings of Discord's codes to a bot that writes into a channel, where they differ from those to a webhook. */
export const channelErrorCodes: ErrorCodes = {
  ...errorCodes,
  10003: { meaning: 'gone', text: 'the channel is gone. Set the route to another channel' },
  50001: { meaning: 'gone', text: `the bot cannot see the channel, or is not in its server. ${cure}` },
  50013: { meaning: 'gone', text: `the bot lacks a permission in the channel. ${cure}` },
  50008: { meaning: 'gone', text: 'the channel takes no messages. Choose a text channel or a thread' },
  50024: { meaning: 'gone', text: 'a channel of this type takes no messages. Choose a text channel or a thread' },
  50083: { meaning: 'gone', text: 'the thread is archived. Open it again, or choose another channel' },
  160005: { meaning: 'gone', text: 'the thread is locked. Unlock it, or choose another channel' },
  200000: {
    meaning: 'refused',
    text: "the server's AutoMod blocked the text. Allow the bot's role in AutoMod, or change the text",
  },
  200001: {
    meaning: 'refused',
    text: "the server's AutoMod blocked the title. Allow the bot's role in AutoMod, or change the title",
  },
};
