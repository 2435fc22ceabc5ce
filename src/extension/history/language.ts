/**
 * The display language as `Intl` takes it; undefined, which stands for the machine's own, when `Intl` does not know it. VS Code also
 * has languages that are no BCP 47 tags: the pseudo language "qps-ploc".
 */
export function knownLanguage(language: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0];
  } catch {
    return undefined;
  }
}
