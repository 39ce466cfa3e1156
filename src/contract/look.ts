import { z } from 'zod';
import { isTemplate, templateProblem } from '../lib/template.ts';
import { choice, colour, list, text, yesOrNo } from './codecs.ts';
import { blocks } from './compound-codecs.ts';
import { type Codec, type Fields, field } from './field.ts';
import { refuse } from './parsed.ts';

/** Text in which `{{ player.name }}` and the like are filled in. */
function template(most: number, example: string): Codec<string> {
  const plain = text(most, example);
  return {
    ...plain,
    read(value) {
      const parsed = plain.read(value);
      const problem = parsed.ok && isTemplate(parsed.value) ? templateProblem(parsed.value) : undefined;
      if (problem === undefined) return parsed;
      return refuse(
        `is not a template that can be read (${problem})`,
        `text with values of the event, such as ${example}`,
        'Compare it with https://liquidjs.com/tutorials/intro-to-liquid.html, or take the braces out.',
      );
    },
  };
}

const valuePath = text(200, 'data.package.name');
const valuePaths = list(valuePath, 10, '[data.package.name, data.item]');

/** A path into an event, or several of which the first that leads somewhere is taken. */
const source: Codec<string | readonly string[]> = {
  expected: valuePath.expected,
  wire: z.union([valuePath.wire, valuePaths.wire]),
  shown: z.union([valuePath.shown, valuePaths.shown]),
  read: (value) => (Array.isArray(value) ? valuePaths.read(value) : valuePath.read(value)),
  present: (paths) => paths,
};

/** The fields of one field of a message. */
export const messageFields = {
  label: field({
    name: 'label',
    codec: text(256, 'Package'),
    absent: 'required',
    label: 'Label',
    description: 'What stands above the value',
    example: 'Package',
  }),
  from: field({
    name: 'from',
    codec: source,
    absent: 'required',
    label: 'From',
    description: 'Path of the value in the event, or several of which the first that leads somewhere is taken',
    example: 'data.package.name',
  }),
  as: field({
    name: 'as',
    codec: choice(['text', 'amount', 'time', 'code', 'code-block', 'list', 'person', 'duration', 'number']),
    absent: 'none',
    label: 'As',
    description: 'How the value is written; by default as text',
    example: 'amount',
  }),
  inline: field({
    name: 'inline',
    codec: yesOrNo,
    absent: 'none',
    label: 'Side by side',
    description: 'Whether it stands side by side with its neighbours; by default it does',
    example: 'false',
  }),
} satisfies Fields;

/** The fields of a store's own look; a field that is left out stays as it is built in. */
export const lookFields = {
  title: field({
    name: 'title',
    codec: template(256, 'New purchase'),
    absent: 'none',
    label: 'Title',
    description: 'Title of the message; {{ … }} takes values of the event',
    example: 'New purchase',
  }),
  text: field({
    name: 'text',
    codec: template(2_000, 'Thank you, {{ player.name }}!'),
    absent: 'none',
    label: 'Text',
    description: "Instead of the event's own text; {{ … }} takes values of the event",
    example: 'Thank you, {{ player.name }}!',
  }),
  icon: field({
    name: 'icon',
    codec: text(64, 'one emoji'),
    absent: 'none',
    label: 'Icon',
    description: 'One emoji before the title',
    example: '💎',
  }),
  colour: field({
    name: 'colour',
    codec: colour,
    absent: 'none',
    label: 'Colour',
    description: 'Colour of the bar beside the message',
    example: '"#2ecc71"',
  }),
  hide: field({
    name: 'hide',
    codec: list(valuePath, 50, '[amount, data.ip]'),
    absent: 'none',
    label: 'Leave out',
    description: 'Fields to leave out, by their path in the event or their label',
    example: '[data.coupon]',
  }),
  fields: field({
    name: 'fields',
    codec: blocks(messageFields, 25),
    absent: 'none',
    label: 'Fields',
    description: 'Fields of the message, instead of the built-in ones',
    example: '[{ label: Package, from: data.package }]',
  }),
} satisfies Fields;
