/** What a header reader throws. `readFigureBytes` turns it into a `FigureError` that names the file. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  constructor(
    /** What is wrong and where in the file; continues "plot.png: ". */
    message: string,
    readonly advice = 'Save or download the file again.',
  ) {
    super(message);
  }
}

/** The file ends before what its header promises. */
export function cutOff(format: string, where: string): Malformed {
  return new Malformed(`the ${format} file is cut off: it ends ${where}.`);
}
