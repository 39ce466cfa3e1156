import { z } from 'zod';
import { componentLimits, embedLimits, messageLimits } from './limits.ts';
import { webUrl } from './web-url.ts';

/** One thing that Discord would refuse, as it says it. */
export interface FormIssue {
  path: readonly (string | number)[];
  /** Such as `BASE_TYPE_REQUIRED`. */
  code: string;
  message: string;
}

// Discord: Component Reference; its OpenAPI, "…ComponentForMessageRequest". A webhook that belongs to no application
// sends what nobody can press, and buttons that lead to an address (Webhook Resource, "Execute Webhook").

const id = { id: z.int().min(0).nullish() };
const media = z.looseObject({ url: z.string().max(embedLimits.url).refine(isMedia, 'Not a well formed URL.') });
const described = {
  description: z.string().min(1).max(componentLimits.description).nullish(),
  spoiler: z.boolean().nullish(),
};

const text = z.looseObject({ ...id, type: z.literal(10), content: z.string().min(1).max(componentLimits.text) });
const linkButton = z.looseObject({
  ...id,
  type: z.literal(2),
  style: z.literal(5, 'Only webhooks of an application can send interactive components.'),
  url: z
    .string()
    .max(messageLimits.buttonUrl)
    .refine((url) => webUrl(url) !== undefined, 'Not a well formed URL.'),
  label: z.string().max(messageLimits.buttonLabel).nullish(),
});
const thumbnail = z.looseObject({ ...id, ...described, type: z.literal(11), media });
const row = z.looseObject({
  ...id,
  type: z.literal(1),
  components: z.array(linkButton).min(1).max(messageLimits.buttons),
});
const section = z.looseObject({
  ...id,
  type: z.literal(9),
  components: z.array(text).min(1).max(componentLimits.sectionTexts),
  accessory: z.discriminatedUnion('type', [linkButton, thumbnail]),
});
const gallery = z.looseObject({
  ...id,
  type: z.literal(12),
  items: z
    .array(z.looseObject({ ...described, media }))
    .min(1)
    .max(componentLimits.galleryItems),
});
const file = z.looseObject({ ...id, type: z.literal(13), file: media });
const separator = z.looseObject({ ...id, type: z.literal(14) });
const inner = [row, section, text, gallery, file, separator] as const;
const container = z.looseObject({
  ...id,
  type: z.literal(17),
  accent_color: z.int().min(0).max(embedLimits.colour).nullish(),
  components: z.array(z.discriminatedUnion('type', inner)).min(1).max(componentLimits.components),
});
const components = z
  .array(z.discriminatedUnion('type', [...inner, container]))
  .min(1)
  .max(componentLimits.components);

/** Discord: Message Resource, "Message Flags". */
export const isComponentsV2 = 1 << 15;

/** True for a message that consists of components alone. */
export function hasComponentsV2(flags: unknown): boolean {
  return typeof flags === 'number' && (flags & isComponentsV2) !== 0;
}

/** The faults of the components of a message that consists of them alone; none where Discord takes them. */
export function componentIssues(value: unknown): FormIssue[] {
  const parsed = components.safeParse(value);
  if (!parsed.success) return toIssues(parsed.error, ['components']);
  const path = ['components'];
  const [count, texts] = [countNested(parsed.data), textsIn(parsed.data)];
  if (count > componentLimits.components) {
    return [
      { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${componentLimits.components} in length.` },
    ];
  }
  const length = texts.reduce((sum, one) => sum + [...one.trim()].length, 0);
  const bytes = texts.reduce((sum, one) => sum + Buffer.byteLength(one) + componentLimits.bytesOfDisplay, 0);
  if (length <= componentLimits.text && bytes <= componentLimits.bytes) return [];
  return [
    {
      path,
      code: 'COMPONENT_MAX_TOTAL_TEXT_LENGTH',
      message: `The text of all components must be ${componentLimits.text} or fewer in length.`,
    },
  ];
}

/** The faults of a form, in Discord's words. */
export function toIssues(error: z.ZodError, path: readonly string[]): FormIssue[] {
  return error.issues.map((issue) => ({
    path: [...path, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))],
    ...wordsOf(issue),
  }));
}

function wordsOf(issue: z.core.$ZodIssue): Omit<FormIssue, 'path'> {
  if (issue.code === 'too_big') {
    return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
  }
  if (issue.code === 'too_small') {
    return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  return { code: 'BASE_TYPE_CHOICES', message: issue.message };
}

function isMedia(url: string): boolean {
  return /^attachment:\/\/[\w.-]+$/.test(url) || webUrl(url) !== undefined;
}

type Nested = { type: number; components?: readonly Nested[]; accessory?: Nested; content?: unknown };

function countNested(list: readonly unknown[]): number {
  return nestedIn(list).length;
}

/** All components, nested ones too. The schema has seen to their form. */
function nestedIn(list: readonly unknown[]): Nested[] {
  return (list as readonly Nested[]).flatMap((one) => [
    one,
    ...nestedIn(one.components ?? []),
    ...nestedIn(one.accessory === undefined ? [] : [one.accessory]),
  ]);
}

/** The texts of components, in order. */
export function textsIn(list: readonly unknown[]): string[] {
  return nestedIn(list).flatMap(({ type, content }) => (type === 10 && typeof content === 'string' ? [content] : []));
}
