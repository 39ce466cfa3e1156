import { isObject, type JsonObject, listOf } from '../json.ts';
import type { FakeInteraction } from './interaction.ts';

/** What a person fills in: by label or `custom_id`; lists for selects. */
export type ModalFields = Readonly<Record<string, string | readonly string[]>>;

export interface ModalInput {
  customId: string;
  label: string;
  /** 4 is a text; the others are selects. */
  type: number;
  isRequired: boolean;
  /** What stands in it when it opens. */
  value: string;
  json: JsonObject;
}

/** A modal that is open before a person. */
export class FakeModal {
  readonly customId: string;
  readonly title: string;
  readonly inputs: readonly ModalInput[];
  /** Whose answer it is. */
  readonly interaction: FakeInteraction;
  readonly #components: readonly JsonObject[];

  constructor(data: JsonObject, interaction: FakeInteraction) {
    this.interaction = interaction;
    this.customId = String(data['custom_id']);
    this.title = String(data['title']);
    this.#components = listOf(data['components']).filter(isObject);
    this.inputs = this.#components.flatMap(inputsOf);
  }

  /**
   * What Discord makes of it when it is sent off (Discord: Interactions, "Modal Submit Data").
   * @throws where a client would not send it off.
   */
  submitData(fields: ModalFields): JsonObject {
    const given = new Map<ModalInput, string | readonly string[]>();
    for (const [key, value] of Object.entries(fields)) {
      const input = this.inputs.find(({ customId, label }) => key === customId || key === label);
      if (!input) {
        const known = this.inputs.map(({ label, customId }) => `${label} (${customId})`).join(', ');
        throw new Error(`The modal ${this.title} has no input ${key}; it has ${known}`);
      }
      given.set(input, value);
    }
    const filled = (component: JsonObject): JsonObject | undefined => {
      const input = this.inputs.find(({ json }) => json === component);
      return input && { type: input.type, id: 0, custom_id: input.customId, ...filledIn(input, given.get(input)) };
    };
    const components = this.#components.map((component, index) => {
      const id = index + 1;
      if (component['type'] === 18 && isObject(component['component'])) {
        return { type: 18, id, component: filled(component['component']) };
      }
      const inner = listOf(component['components']).filter(isObject).map(filled);
      return inner.length > 0 ? { type: 1, id, components: inner } : { type: component['type'], id };
    });
    return { custom_id: this.customId, components };
  }
}

function inputsOf(component: JsonObject): ModalInput[] {
  if (component['type'] === 18 && isObject(component['component'])) {
    return [inputOf(component['component'], component['label'])];
  }
  return listOf(component['components'])
    .filter(isObject)
    .map((inner) => inputOf(inner, inner['label']));
}

function inputOf(json: JsonObject, label: unknown): ModalInput {
  return {
    customId: String(json['custom_id']),
    label: String(label ?? ''),
    type: Number(json['type']),
    isRequired: json['required'] !== false,
    value: typeof json['value'] === 'string' ? json['value'] : '',
    json,
  };
}

function filledIn(input: ModalInput, given: string | readonly string[] | undefined): JsonObject {
  const { json, label } = input;
  if (input.type !== 4) {
    const values = typeof given === 'string' ? [given] : (given ?? []);
    const offered = listOf(json['options']).flatMap((option) => (isObject(option) ? [option['value']] : []));
    const alien = input.type === 3 ? values.find((value) => !offered.includes(value)) : undefined;
    if (alien !== undefined) throw new Error(`${label} does not offer ${alien}; it offers ${offered.join(', ')}`);
    if (input.isRequired && values.length === 0) throw new Error(`${label} must be filled in`);
    return { values };
  }
  const value = String(given ?? input.value);
  if (value === '' && input.isRequired) throw new Error(`${label} must be filled in`);
  const [min, max] = [Number(json['min_length'] ?? 0), Number(json['max_length'] ?? 4000)];
  if (value !== '' && (value.length < min || value.length > max)) {
    throw new Error(`${label} takes ${min} to ${max} characters, not ${value.length}`);
  }
  return { value };
}
