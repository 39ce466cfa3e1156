import type { JsonTemplate } from '../../lib/json-template.ts';
import type { Destination, DestinationSettings } from '../../model/destination.ts';
import type {
  AcceptedSettings,
  CreateKind,
  DestinationKind,
  KindDeps,
  LaneItem,
  RenderOptions,
  RequestPreview,
} from '../../model/destination-kind.ts';
import { type EndpointSettings, endpointSettings } from '../../model/endpoint.ts';
import type { Rendered } from '../../model/message.ts';
import type { Outcome } from '../../model/outcome.ts';
import { labelOf } from '../../outbound/label-of.ts';
import { HttpPost } from '../../outbound/post.ts';
import { redactor } from '../../outbound/redact.ts';
import { requestOf } from '../../outbound/request.ts';
import { acceptSettings } from './accept-settings.ts';
import { ConcurrencyLimiter } from './concurrency-limiter.ts';
import { describeRequest, hidden } from './describe-request.ts';
import { envelopeOf } from './envelope.ts';
import { readAnswer } from './read-answer.ts';
import { type Compiled, compileBody, compileHeader, headerSafe, isHeaderTemplate } from './templates.ts';

/** An endpoint that has failed everything for five days is paused. */
const patienceMs = 5 * 24 * 3_600_000;

const mostTemplates = 500;

/** Posts events to a system of the store's own: a custom outbound webhook. */
class Http implements DestinationKind {
  readonly kind = 'http';
  readonly title = 'Endpoint';
  readonly format = 'json';
  readonly isOrdered = false;
  readonly isEditable = false;
  readonly patienceMs = patienceMs;
  readonly maxPack = 1;
  readonly limiter = new ConcurrencyLimiter();
  readonly #deps: KindDeps;
  readonly #post: HttpPost;
  readonly #templates = new Map<string, JsonTemplate>();

  constructor(deps: KindDeps) {
    this.#deps = deps;
    this.#post = new HttpPost(deps.clock, deps.endpoints.allowedHosts);
  }

  get inFlight(): number {
    return this.#post.inFlight;
  }

  accept(wanted: DestinationSettings): AcceptedSettings {
    const settings = acceptSettings(wanted, this.#deps.endpoints.allowedHosts);
    return { settings, identity: settings.url, label: labelOf(settings.url) };
  }

  render([item]: readonly LaneItem[], _options: RenderOptions, destination: Destination): Rendered {
    if (item === undefined) throw new Error('there is nothing to render');
    const { event, delivery } = item;
    const values = envelopeOf(event);
    const { body, headers: given, bodySecrets } = endpointSettings(destination.settings);
    const headers = {
      ...this.#filledHeaders(given, values),
      'webhook-id': event.id,
      'crier-event-type': event.type,
      'crier-delivery': delivery.id,
      'crier-attempt': String(delivery.attempts + 1),
    };
    if (body === undefined) return { count: 1, body: values, headers, files: [] };
    const template = this.#template(body, (text) => compileBody(text, undefined, []));
    const masked = bodySecrets && Object.fromEntries(Object.keys(bodySecrets).map((name) => [name, hidden]));
    const filled = template.fill({ ...values, secrets: masked });
    const whole = bodySecrets && template.fill({ ...values, secrets: bodySecrets });
    if (filled.ok && whole?.ok !== false) {
      return { count: 1, body: filled.value, ...(whole && { unmasked: whole.value }), headers, files: [] };
    }
    const problem = filled.ok ? 'it cannot be filled in' : filled.problem;
    return { count: 1, body: null, problem: `the template of its body: ${problem}`, headers, files: [] };
  }

  async send(rendered: Rendered, destination: Destination): Promise<Outcome> {
    try {
      if (rendered.problem !== undefined) return { kind: 'refused', reason: rendered.problem };
      const settings = endpointSettings(destination.settings);
      const { headers, body } = this.#request(rendered, settings);
      const posted = await this.#post.post(settings.url, headers, body);
      return readAnswer(posted, this.#deps.clock.now(), redactor(settings));
    } finally {
      this.limiter.leave(destination);
    }
  }

  describe(rendered: Rendered, destination: Destination): RequestPreview {
    const settings = endpointSettings(destination.settings);
    return describeRequest(this.#request(rendered, settings).headers, rendered.body, settings);
  }

  close(): Promise<void> {
    return this.#post.close();
  }

  #request(rendered: Rendered, settings: EndpointSettings) {
    return requestOf(rendered, settings, this.#deps.clock.now(), this.#deps.version);
  }

  /** The headers in whose values something is filled in; one that cannot be is empty. */
  #filledHeaders(given: Readonly<Record<string, string>>, values: object): Record<string, string> {
    const templates = Object.entries(given).filter(([, value]) => isHeaderTemplate(value));
    const filled = templates.map(([name, value]) => {
      const result = this.#template(`header ${value}`, () => compileHeader(value, [])).fill(values);
      return [name.toLowerCase(), result.ok ? headerSafe(result.value) : ''];
    });
    return Object.fromEntries(filled);
  }

  /** Read once: the settings have been accepted, so the template is known to be one. */
  #template(key: string, compile: (text: string) => Compiled): JsonTemplate {
    const known = this.#templates.get(key);
    if (known !== undefined) return known;
    const compiled = compile(key);
    const template = compiled.ok
      ? compiled.template
      : { fill: () => ({ ok: false, problem: compiled.problem }) as const };
    if (this.#templates.size >= mostTemplates) this.#templates.clear();
    this.#templates.set(key, template);
    return template;
  }
}

export default ((deps) => new Http(deps)) satisfies CreateKind;
