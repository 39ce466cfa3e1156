/** The meaning of a refusal of Discord's for the delivery. */
type Meaning =
  /** The destination cannot take any message: its lane stops until a person mends it. */
  | 'gone'
  /** This message will never be taken. */
  | 'refused'
  /** Later it may be. */
  | 'later'
  /** It would be taken without its files. */
  | 'without files'
  /** It would be taken without the name of a thread. */
  | 'without thread';

export type ErrorCodes = Readonly<Record<number, { meaning: Meaning; text: string }>>;

/**
 * Discord's error codes that a webhook may meet, what they mean and what a person can do
 * (Discord: Opcodes and Status Codes, "JSON Error Codes"). Codes that are not here go by their HTTP status.
 */
export const errorCodes: ErrorCodes = {
  10003: {
    meaning: 'gone',
    text: 'the thread or channel is gone. Take ?thread_id= out of the URL, or name another thread',
  },
  10015: { meaning: 'gone', text: 'the webhook was deleted in Discord. Make a new one and paste its URL' },
  50027: { meaning: 'gone', text: 'the token in the webhook URL is wrong. Copy the URL from Discord again' },
  220001: { meaning: 'gone', text: 'the webhook belongs to a forum. Put ?thread_id=… at the end of its URL' },
  40067: {
    meaning: 'gone',
    text: 'the forum demands a tag. Put ?thread_id=… of an existing post at the end of the URL',
  },
  160005: { meaning: 'gone', text: 'the thread is locked. Unlock it, or name another thread' },
  50083: { meaning: 'gone', text: 'the thread is archived. Open it again, or name another thread' },
  50073: {
    meaning: 'gone',
    text: 'this webhook belongs to Discord itself and takes no messages. Make one of your own',
  },
  160006: { meaning: 'later', text: 'the server has too many active threads' },
  40006: { meaning: 'later', text: 'Discord has switched this feature off for now' },
  40004: { meaning: 'later', text: 'sending messages is switched off for now' },
  130000: { meaning: 'later', text: 'Discord is overloaded' },
  40333: { meaning: 'later', text: "Cloudflare refused the request. Check whether a proxy changes Crier's User-Agent" },
  20016: { meaning: 'later', text: 'the channel is in slow mode' },
  20028: { meaning: 'later', text: 'the channel takes no more messages for now' },
  20029: { meaning: 'later', text: 'the server takes no more messages for now' },
  40062: { meaning: 'later', text: 'Discord limits this service for now' },
  40005: { meaning: 'without files', text: 'the request is too large' },
  50045: { meaning: 'without files', text: 'the file is too large' },
  400001: { meaning: 'without files', text: 'the server takes no uploads for now' },
  10008: { meaning: 'later', text: "Discord's protection against abuse blocked the message" },
  50006: { meaning: 'refused', text: 'the message is empty' },
  50035: { meaning: 'refused', text: 'Discord refused the form of the message' },
  50109: { meaning: 'refused', text: 'Discord could not read the message' },
  // Things that the message names, with 404 like a destination that is gone.
  10011: { meaning: 'refused', text: 'the message names a role that is not there' },
  10014: { meaning: 'refused', text: 'the message names an emoji that is not there' },
  10060: { meaning: 'refused', text: 'the message names a sticker that is not there' },
  20009: { meaning: 'refused', text: 'Discord takes the message for explicit content' },
  50081: { meaning: 'refused', text: 'the message names a sticker that may not be used' },
  200000: {
    meaning: 'refused',
    text: "the server's AutoMod blocked the text. Allow the webhook in AutoMod, or change the text",
  },
  200001: {
    meaning: 'refused',
    text: "the server's AutoMod blocked the title. Allow the webhook in AutoMod, or change the title",
  },
  240000: { meaning: 'refused', text: 'Discord blocked a link in the message as harmful' },
};

const askSender = 'Correct the thread where the message is made';

/**
 * The meanings of codes that are about the place in the channel, where the message itself has named it: the destination
 * takes other messages all the same.
 */
export const chosenPlaceErrorCodes: ErrorCodes = {
  ...errorCodes,
  10003: { meaning: 'refused', text: `the thread that the message names is gone. ${askSender}` },
  160005: { meaning: 'refused', text: `the thread that the message names is locked. ${askSender}` },
  50083: { meaning: 'refused', text: `the thread that the message names is archived. ${askSender}` },
  220001: { meaning: 'refused', text: `the webhook belongs to a forum, which wants a thread. ${askSender}` },
  220002: { meaning: 'refused', text: `the message names a thread and the name of a new one. ${askSender}` },
  220003: { meaning: 'without thread', text: 'the channel is no forum, and takes no name of a thread' },
  40066: { meaning: 'refused', text: 'the forum has no tags that may be set. Take applied_tags away' },
  40067: { meaning: 'refused', text: 'the forum demands a tag. Add applied_tags to the message' },
};

/** The same for a message that could have named a place and did not, where the destination names none either. */
export const unnamedPlaceErrorCodes: ErrorCodes = {
  ...errorCodes,
  220001: { meaning: 'refused', text: `the webhook belongs to a forum, which wants a thread. ${askSender}` },
  40067: { meaning: 'refused', text: 'the forum demands a tag. Add applied_tags to the message' },
};

/** The meanings of codes that are about the message to edit (Discord: Opcodes and Status Codes, "JSON Error Codes"). */
export const editErrorCodes: ErrorCodes = {
  10008: { meaning: 'refused', text: 'the message was deleted in Discord' },
  50005: { meaning: 'refused', text: 'the message is not ours' },
  50083: { meaning: 'refused', text: 'the thread is archived. A new message in it opens it again' },
};
