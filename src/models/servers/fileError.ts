/** A models or profile file that cannot be used. The message names the file and everything that is wrong in it. */
export class ModelsFileError extends Error {
  override readonly name = 'ModelsFileError';
  constructor(
    readonly path: string,
    /** One sentence or more for each place. */
    readonly problems: readonly string[],
    options?: ErrorOptions,
  ) {
    const shown = problems.slice(0, MOST);
    if (problems.length > MOST) shown.push(`…and ${problems.length - MOST} more.`);
    const [first = ''] = shown;
    super(
      shown.length > 1
        ? `${path}:\n${shown.map((problem) => `  ${problem}`).join('\n')}`
        : `${path}: ${first}`,
      options,
    );
  }
}

/** More sentences than this help nobody. */
const MOST = 12;
