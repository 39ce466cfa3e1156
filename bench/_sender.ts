import { EmbedBuilder, WebhookClient } from 'discord.js';
import { Webhook as DiscordWebhookNode, MessageBuilder } from 'discord-webhook-node';

// What a shop would use without Crier, as a process of its own: node _sender.ts <library> <url> <events>.
// One message for each event, one after the other, as both libraries show it. Ends when nothing is left to do.

const [library = '', url = '', events = '0'] = process.argv.slice(2);
const { origin, pathname } = new URL(url);
const [, , , id = '', token = ''] = pathname.split('/');
const discordJs = new WebhookClient({ id, token }, { rest: { api: `${origin}/api` } });
const webhookNode = new DiscordWebhookNode({ url, throwErrors: false });

for (let index = 0; index < Number(events); index += 1) {
  const name = `Player ${index}`;
  if (library === 'discord.js') {
    const embed = new EmbedBuilder().setTitle('Payment completed').setDescription('19.99 €').setAuthor({ name });
    await discordJs.send({ embeds: [embed] });
  } else {
    await webhookNode.send(
      new MessageBuilder().setTitle('Payment completed').setDescription('19.99 €').setAuthor(name),
    );
  }
}
