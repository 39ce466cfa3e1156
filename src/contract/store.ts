import { defaultStore } from '../model/store.ts';
import { duration, text, yesOrNo } from './codecs.ts';
import { type Fields, field } from './field.ts';
import { currency, locale, timeZone } from './regional-codecs.ts';

/** The fields of a store itself. */
export const storeFields = {
  name: field({
    name: 'name',
    codec: text(80, 'Frostvale'),
    absent: 'kept',
    label: 'Name',
    description: 'Shown at the foot of messages; by default Crier, for other stores their key',
    example: 'Frostvale',
  }),
  time_zone: field({
    name: 'timeZone',
    codec: timeZone,
    absent: { default: defaultStore.timeZone },
    label: 'Time zone',
    description: 'Whose days digests and charts go by',
    example: 'Europe/Berlin',
  }),
  locale: field({
    name: 'locale',
    codec: locale,
    absent: { default: defaultStore.locale },
    label: 'Language',
    description: 'How numbers and money are written',
    example: 'en-GB',
  }),
  currency: field({
    name: 'currency',
    codec: currency,
    absent: { default: defaultStore.currency },
    label: 'Currency',
    description: 'The currency of events that name none',
    example: 'EUR',
  }),
  show_contact: field({
    name: 'showContact',
    codec: yesOrNo,
    absent: { default: defaultStore.showContact },
    label: 'Show contact data',
    description: 'Whether e-mail, IP and postal addresses may appear in messages',
    example: 'true',
  }),
} satisfies Fields;

const { deliveredMs, failedMs, receivedMs } = defaultStore.retention;

/** The times for which a store keeps what is done with. */
export const retentionFields = {
  delivered: field({
    name: 'deliveredMs',
    codec: duration,
    absent: { default: deliveredMs },
    label: 'Delivered',
    description: 'How long delivered and cancelled events are kept',
    example: '90d',
  }),
  failed: field({
    name: 'failedMs',
    codec: duration,
    absent: { default: failedMs },
    label: 'Failed',
    description: 'How long dead letters are kept',
    example: '1y',
  }),
  received: field({
    name: 'receivedMs',
    codec: duration,
    absent: { default: receivedMs },
    label: 'Received',
    description: 'How long requests to sources are kept as they came, encrypted',
    example: '30d',
  }),
} satisfies Fields;
