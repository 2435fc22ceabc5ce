let language = 'en';

/** Sets the display language, for numbers and dates. */
export function setLanguage(tag: string): void {
  try {
    language = Intl.getCanonicalLocales(tag)[0] ?? 'en';
    document.documentElement.lang = language;
  } catch {
    // A tag that Intl does not know: numbers as in English.
    language = 'en';
  }
}

/** A number as the display language writes it. */
export function localNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(language, options).format(value);
}

/** Date and time without seconds, in the reader's own time zone. What is no time stays as it is. */
export function moment(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    time,
  );
}
