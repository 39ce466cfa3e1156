import { type Digest, type DigestPeriod, digestPeriods } from '../../model/digest.ts';
import { CrierError } from '../../model/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { colours } from '../format.ts';
import type { CommandOption, Reply, SlashCommand } from '../slash-command.ts';

const periodOption: CommandOption = {
  kind: 'text',
  isRequired: true,
  choices: { daily: { en: 'Daily', de: 'Täglich' }, weekly: { en: 'Weekly', de: 'Wöchentlich' } },
  description: { en: 'Which', de: 'Welche' },
};

const weekdays = {
  1: { en: 'Monday', de: 'Montag' },
  2: { en: 'Tuesday', de: 'Dienstag' },
  3: { en: 'Wednesday', de: 'Mittwoch' },
  4: { en: 'Thursday', de: 'Donnerstag' },
  5: { en: 'Friday', de: 'Freitag' },
  6: { en: 'Saturday', de: 'Samstag' },
  7: { en: 'Sunday', de: 'Sonntag' },
} as const;

export default {
  description: {
    en: 'A daily and a weekly message with the figures',
    de: 'Eine tägliche und eine wöchentliche Nachricht mit den Zahlen',
  },
  group: 'set up',
  subcommands: {
    show: {
      description: { en: 'When they come', de: 'Wann sie kommen' },
      scope: 'read',
      run: async (context) => show(context, await context.actions.digests.list(context.actor)),
    },
    on: {
      description: { en: 'Switch one on, or change its time', de: 'Eine einschalten oder ihre Zeit ändern' },
      scope: 'admin',
      options: {
        period: periodOption,
        time: {
          kind: 'text',
          longest: 5,
          description: { en: "Such as 09:00, in the store's time zone", de: 'Etwa 09:00, in der Zeitzone des Shops' },
          suggest: (_context, typed) =>
            ['06:00', '07:00', '08:00', '09:00', '12:00', '18:00', '21:00']
              .filter((time) => time.includes(typed.trim()))
              .map((time) => ({ name: time, value: time })),
        },
        weekday: {
          kind: 'text',
          choices: weekdays,
          description: { en: 'Of the weekly one', de: 'Der wöchentlichen' },
        },
      },
      async run(context) {
        const weekday = context.text('weekday');
        const change = {
          period: periodIn(context),
          time: context.text('time') ?? '09:00',
          weekday: weekday === undefined ? undefined : Number(weekday),
        };
        return show(context, await context.actions.digests.set(context.actor, change));
      },
    },
    off: {
      description: { en: 'Switch one off', de: 'Eine ausschalten' },
      scope: 'admin',
      options: { period: periodOption },
      run: async (context) =>
        show(context, await context.actions.digests.set(context.actor, { period: periodIn(context), time: 'off' })),
    },
    now: {
      description: { en: 'Send one now, to see what it looks like', de: 'Eine jetzt senden, um sie anzusehen' },
      scope: 'admin',
      options: { period: periodOption },
      async run(context) {
        await context.actions.digests.send(context.actor, periodIn(context));
        const where = 'It goes where `crier.digest` is routed, else to transactions, else to default.';
        return { embeds: [{ color: colours.good, description: `✅ On its way. ${where}` }] };
      },
    },
  },
} satisfies SlashCommand;

function periodIn(context: CommandContext): DigestPeriod {
  const period = digestPeriods.find((one) => one === context.text('period'));
  if (period === undefined) throw new CrierError('invalid_request', 'There is a daily and a weekly digest.');
  return period;
}

function show({ store }: CommandContext, digests: readonly Digest[]): Reply {
  const lines = digestPeriods.map((period) => {
    const found = digests.find((digest) => digest.period === period);
    const title = period === 'daily' ? 'Daily' : 'Weekly';
    return `**${title}:** ${found === undefined ? 'off' : timeOf(found)}`;
  });
  return {
    embeds: [
      {
        color: colours.plain,
        title: 'Digests',
        description: lines.join('\n'),
        footer: { text: `Times are of ${store.timeZone}` },
      },
    ],
  };
}

function timeOf({ minute, weekday }: Digest): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const day = Object.entries(weekdays).find(([number]) => Number(number) === weekday)?.[1].en;
  return day === undefined ? `every day at ${time}` : `every ${day} at ${time}`;
}
