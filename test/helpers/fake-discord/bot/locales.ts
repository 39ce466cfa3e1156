import type { Form, FormPath } from '../form.ts';

/** Discord: Reference, "Locales". */
const locales: readonly string[] = [
  ...['id', 'da', 'de', 'en-GB', 'en-US', 'es-ES', 'es-419', 'fr', 'hr', 'it', 'lt', 'hu', 'nl', 'no', 'pl', 'pt-BR'],
  ...['ro', 'fi', 'sv-SE', 'vi', 'tr', 'cs', 'el', 'bg', 'ru', 'uk', 'hi', 'th', 'zh-CN', 'ja', 'zh-TW', 'ko'],
];

/** Translations of a text: known languages only, and each as good as the text itself. */
export function checkLocalizations(
  form: Form,
  path: FormPath,
  value: unknown,
  check: (path: FormPath, text: unknown) => void,
): void {
  for (const [locale, text] of Object.entries(form.object(path, value) ?? {})) {
    if (locales.includes(locale)) check([...path, locale], text);
    else form.refuse([...path, locale], 'BASE_TYPE_CHOICES', `"${locale}" is not a locale of Discord.`);
  }
}
