/** An error as a sentence for the user: never a stack. */
export function words(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).trim();
  return message === '' ? 'Something failed without saying why.' : message;
}
