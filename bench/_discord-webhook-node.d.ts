// The package has types, but its `exports` hide them.
declare module 'discord-webhook-node' {
  export class MessageBuilder {
    setTitle(title: string): this;
    setDescription(description: string): this;
    setAuthor(name: string): this;
  }
  export class Webhook {
    constructor(options: { url: string; throwErrors?: boolean });
    setUsername(name: string): this;
    send(message: MessageBuilder | string): Promise<void>;
    sendFile(path: string): Promise<void>;
  }
}
