import type { CellError, CellLimits, Observation, ShownImage } from '../reasoning/sandbox.ts';
import { CellGuard } from './cellGuard.ts';
import { abortError } from './errors.ts';
import { PrintedText } from './printedText.ts';
import { output, runReply, type RunReply, type WireImage } from './protocol.ts';
import type { SandboxProcess } from './sandboxProcess.ts';

/**
 * Runs one cell in a process and enforces its limits from outside. When a limit strikes, the process is killed; its observation then holds
 * what was printed until then. Throws `AbortError` when the signal aborts.
 */
export async function runCell(
  process: SandboxProcess,
  code: string,
  limits: CellLimits,
  signal: AbortSignal,
): Promise<Observation> {
  if (signal.aborted) throw abortError();
  const started = performance.now();
  const printed = new PrintedText(limits.outputBytes);
  const stopListening = process.channel.on(
    'output',
    (value) => printed.add(value),
    (value) => output.parse(value),
  );
  const guard = new CellGuard(process, limits, signal);
  try {
    const reply = await process.channel.request(
      'run',
      {
        code,
        outputBytes: limits.outputBytes,
        images: limits.images,
        imagePixels: limits.imagePixels,
      },
      { check: (value) => runReply.parse(value) },
    );
    return observation(reply, printed, limits, performance.now() - started);
  } catch (thrown) {
    const stop = await guard.reasonOf(thrown);
    await process.kill();
    if (stop === 'aborted') throw abortError();
    return {
      ...printed.text(),
      error: stop,
      images: [],
      notes: printed.notes(),
      stateLost: true,
      durationMs: performance.now() - started,
    };
  } finally {
    stopListening();
    guard.dispose();
  }
}

function observation(
  reply: RunReply,
  printed: PrintedText,
  limits: CellLimits,
  durationMs: number,
): Observation {
  const images = reply.images
    .filter((image) => image.width * image.height <= limits.imagePixels)
    .slice(0, limits.images);
  const leftOut = reply.images.length - images.length;
  const notes = [...reply.notes, ...printed.notes()];
  if (leftOut > 0) notes.push(`${leftOut} images beyond the limits of a cell were left out.`);
  return {
    ...printed.text(),
    ...(reply.value == null ? {} : { value: reply.value }),
    ...(reply.error ? { error: cellError(reply.error) } : {}),
    images: images.map(shownImage),
    notes,
    stateLost: false,
    durationMs,
  };
}

function cellError({ type, message, line, source }: NonNullable<RunReply['error']>): CellError {
  return {
    type,
    message,
    ...(line == null ? {} : { line }),
    ...(source == null ? {} : { source }),
  };
}

/** A checked image in the form that the rest of the program knows. */
export function shownImage({
  png,
  width,
  height,
  title,
  frame,
  dhash,
  spread,
}: WireImage): ShownImage {
  return {
    png,
    width,
    height,
    ...(title == null ? {} : { title }),
    ...(frame == null ? {} : { frame }),
    stats: { dhash, spread },
  };
}
