import type { BotWorld } from './_world.ts';

/** Where a secret was told: in a message of the bot's, or in a line of the log. Each place with the secret's name. */
export function secretsTold({ discord, crier, log }: Pick<BotWorld, 'discord' | 'crier' | 'log'>): string[] {
  const { api, interactions } = discord.bot.world;
  const secrets: [name: string, secret: string | undefined][] = [
    ['the bot token', discord.bot.token],
    ['the API key', crier.key],
    ['the secret key', crier.settings.secretKey],
    ...[...api.webhooks.values()].map(({ name, token }): [string, string] => [`the token of ${name}`, token]),
    ...[...interactions.values()].map(({ label, token }): [string, string] => [`the token of ${label}`, token]),
  ];
  const places: [place: string, text: string][] = [
    ...discord.bot.messages.map(({ body }): [string, string] => ['a message', JSON.stringify(body)]),
    ...log.map((line): [string, string] => ['the log', line]),
  ];
  return secrets.flatMap(([name, secret]) =>
    places.flatMap(([place, text]) =>
      secret !== undefined && text.includes(secret) ? [`${name} in ${place}: ${text.slice(0, 300)}`] : [],
    ),
  );
}
