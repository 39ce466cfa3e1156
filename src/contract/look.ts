import { z } from 'zod';
import { isTemplate, templatePaths, templateProblem } from '../lib/template.ts';
import { checkPath, checkSteps, pathNames, type UnknownName } from '../looks/check-name.ts';
import { choice, colour, list, text, yesOrNo } from './codecs.ts';
import { blocks } from './compound-codecs.ts';
import { type Codec, type Fields, field } from './field.ts';
import { refuse } from './parsed.ts';

/** Markdown in which `{{ player.name }}` and the like are filled in. */
function template(most: number, example: string): Codec<string> {
  const plain = text(most, example);
  return {
    ...plain,
    read(value) {
      const parsed = plain.read(value);
      if (!parsed.ok || !isTemplate(parsed.value)) return parsed;
      const expected = `text with values of the event, such as ${example}`;
      const problem = templateProblem(parsed.value);
      if (problem !== undefined) {
        const cure = 'Compare it with https://liquidjs.com/tutorials/intro-to-liquid.html, or take the braces out.';
        return refuse(`is not a template that can be read (${problem})`, expected, cure);
      }
      const unknown = templatePaths(parsed.value).map(checkSteps).find(isImpossible);
      return unknown === undefined ? parsed : refuseName(`has a tag ${unknown.name}, which no event has`, unknown);
    },
  };
}

const plainPath = text(200, 'data.package.name');

/** A path into an event. */
const valuePath: Codec<string> = {
  ...plainPath,
  read(value) {
    const parsed = plainPath.read(value);
    const unknown = parsed.ok ? checkPath(parsed.value) : undefined;
    return isImpossible(unknown) ? refuseName('is a name that no event has', unknown) : parsed;
  },
};
const valuePaths = list(valuePath, 10, '[data.package.name, data.item]');

function isImpossible(unknown: UnknownName | undefined): unknown is UnknownName {
  return unknown?.isCertain === true;
}

function refuseName(what: string, { nearest }: UnknownName) {
  const cure = nearest === undefined ? 'Names of your own stand below data: data.<name>.' : `Did you mean ${nearest}?`;
  return refuse(what, `a name such as data.<name>, ${pathNames.join(', ')}`, cure);
}

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
    absent: 'none',
    label: 'Label',
    description: 'Markdown above the value; by default the label that Crier has for it',
    example: 'Package',
  }),
  from: field({
    name: 'from',
    codec: source,
    absent: 'required',
    label: 'From',
    description:
      'A common name such as package, or a path of the event; of several the first that leads somewhere is taken',
    example: 'data.package.name',
  }),
  as: field({
    name: 'as',
    codec: choice(['text', 'amount', 'time', 'code', 'code-block', 'list', 'person', 'duration', 'number']),
    absent: 'none',
    label: 'As',
    description: 'How the value is written; by default as Crier writes it where it knows the value, else as text',
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
    description: 'Title of the message, in Markdown; {{ … }} takes values of the event',
    example: 'New purchase',
  }),
  text: field({
    name: 'text',
    codec: template(2_000, 'Thank you, {{ player.name }}!'),
    absent: 'none',
    label: 'Text',
    description: "Instead of the event's own text, in Markdown; {{ … }} takes values of the event",
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
    codec: list(plainPath, 50, '[amount, data.ip]'),
    absent: 'none',
    label: 'Leave out',
    description: 'Fields to leave out, by common name, by path in the event, or by label',
    example: '[data.coupon]',
  }),
  fields: field({
    name: 'fields',
    codec: blocks(messageFields, 25, 'from'),
    absent: 'none',
    label: 'Fields',
    description: 'All fields of the message, in this order',
    example: '[amount, package, { label: Rank, from: data.rank }]',
  }),
} satisfies Fields;
