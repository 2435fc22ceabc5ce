/** The styles that this program itself writes. */
const OWN_STYLE = String.raw`\u001b\[(?:1|2|3|22|23|3[1-6]|39)m`;
/** C0 and C1 controls but for line feed and tab, and the marks that reorder text (CVE-2021-42574). */
const CONTROL = String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]`;

const STYLED = new RegExp(`${OWN_STYLE}|${CONTROL}`, 'gu');
const PLAIN = new RegExp(CONTROL, 'gu');

/**
 * Text as a terminal may get it. What models, cells and files write can hold control characters that move the cursor,
 * hide lines or set the window's title; each is shown as U+FFFD instead.
 * @param styles keep the styles that this program writes
 */
export function printable(text: string, styles: boolean): string {
  const unix = text.replaceAll('\r\n', '\n');
  return unix.replace(styles ? STYLED : PLAIN, (found) => (found.length > 1 ? found : '\ufffd'));
}
