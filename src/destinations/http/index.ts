import { compileJsonTemplate, type JsonTemplate } from '../../lib/json-template.ts';
import type {
  CreateKind,
  Destination,
  DestinationKind,
  DestinationSettings,
  KindDeps,
  LaneItem,
  Rendered,
  RenderOptions,
} from '../../model/destination.ts';
import { defaultConcurrency, type EndpointSettings, endpointSettings } from '../../model/endpoint.ts';
import type { Outcome } from '../../model/outcome.ts';
import { acceptSettings } from './accept.ts';
import { describeRequest, labelOf } from './describe.ts';
import { envelopeNames, envelopeOf } from './envelope.ts';
import { HttpPost } from './post.ts';
import { readAnswer } from './read-answer.ts';
import { redactor } from './redact.ts';
import { requestOf } from './request.ts';

/** An endpoint that has failed everything for five days is paused. */
const patienceMs = 5 * 24 * 3_600_000;

const mostTemplates = 500;

/** Posts events to a system of the store's own: a custom outbound webhook. */
class Http implements DestinationKind {
  readonly kind = 'http';
  readonly title = 'Endpoint';
  readonly format = 'json';
  readonly isOrdered = false;
  readonly patienceMs = patienceMs;
  readonly maxPack = 1;
  readonly #deps: KindDeps;
  readonly #post: HttpPost;
  readonly #templates = new Map<string, JsonTemplate>();
  readonly #underWay = new Map<string, number>();

  constructor(deps: KindDeps) {
    this.#deps = deps;
    this.#post = new HttpPost(deps.clock, deps.endpoints.allowedHosts);
  }

  get inFlight(): number {
    return this.#post.inFlight;
  }

  accept(wanted: DestinationSettings) {
    const settings = acceptSettings(wanted, this.#deps.endpoints.allowedHosts);
    return { settings, identity: settings.url, label: labelOf(settings.url) };
  }

  async enter(destination: Destination, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    this.#count(destination, 1);
    return true;
  }

  leave(destination: Destination): void {
    this.#count(destination, -1);
  }

  render([item]: readonly LaneItem[], _options: RenderOptions, destination: Destination): Rendered {
    if (item === undefined) throw new Error('there is nothing to render');
    const { event, delivery } = item;
    const headers = {
      'webhook-id': event.id,
      'crier-event-type': event.type,
      'crier-delivery': delivery.id,
      'crier-attempt': String(delivery.attempts + 1),
    };
    const values = envelopeOf(event);
    const { body } = endpointSettings(destination.settings);
    if (body === undefined) return { count: 1, body: values, headers, files: [] };
    const filled = this.#template(body).fill(values);
    if (filled.ok) return { count: 1, body: filled.value, headers, files: [] };
    return { count: 1, body: null, problem: `the template of its body: ${filled.problem}`, headers, files: [] };
  }

  async send(rendered: Rendered, destination: Destination): Promise<Outcome> {
    try {
      if (rendered.problem !== undefined) return { kind: 'refused', reason: rendered.problem };
      const settings = endpointSettings(destination.settings);
      const { headers, body } = this.#request(rendered, settings);
      const posted = await this.#post.post(settings.url, headers, body);
      return readAnswer(posted, this.#deps.clock.now(), redactor(settings));
    } finally {
      this.#count(destination, -1);
    }
  }

  describe(rendered: Rendered, destination: Destination) {
    const settings = endpointSettings(destination.settings);
    return describeRequest(this.#request(rendered, settings).headers, rendered.body, settings);
  }

  limitUse({ id, concurrency = defaultConcurrency }: Destination) {
    const underWay = this.#underWay.get(id) ?? 0;
    return { used: underWay / concurrency, text: `${underWay} of ${concurrency} at once`, closedForMs: 0 };
  }

  recall(): void {}

  close(): Promise<void> {
    return this.#post.close();
  }

  #request(rendered: Rendered, settings: EndpointSettings) {
    return requestOf(rendered, settings, this.#deps.clock.now(), this.#deps.version);
  }

  #count({ id }: Destination, change: 1 | -1): void {
    const count = (this.#underWay.get(id) ?? 0) + change;
    if (count > 0) this.#underWay.set(id, count);
    else this.#underWay.delete(id);
  }

  /** Read once: the settings have been accepted, so the template is known to be one. */
  #template(text: string): JsonTemplate {
    const known = this.#templates.get(text);
    if (known !== undefined) return known;
    const compiled = compileJsonTemplate(text, envelopeNames, []);
    const template = compiled.ok
      ? compiled.template
      : { fill: () => ({ ok: false, problem: compiled.problem }) as const };
    if (this.#templates.size >= mostTemplates) this.#templates.clear();
    this.#templates.set(text, template);
    return template;
  }
}

export default ((deps) => new Http(deps)) satisfies CreateKind;
