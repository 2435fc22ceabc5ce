/** Exit codes of every command: stable, scripts rely on them. */
export const EXIT = { answered: 0, notAnswered: 1, wrongUse: 2, interrupted: 130 } as const;

/** Wrong use of the command line. The message says what was wrong and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
