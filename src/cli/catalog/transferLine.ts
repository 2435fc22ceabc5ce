import type { OnTransfer, TransferEvent } from '../../models/catalog/index.ts';
import { Progress } from '../terminal.ts';
import { sizeWords, timeWords } from './words.ts';

/** Where lines stay one comes when so much more is done, or after so long. */
const SPARSE_PERCENT = 10;
const SPARSE_MS = 15_000;

type Moved = Extract<TransferEvent, { type: 'progress' }>;

/** Progress of a transfer on stderr: a line that is redrawn on a terminal, a line now and then elsewhere. */
export class TransferLine {
  readonly #line: Progress;
  readonly #stream: NodeJS.WriteStream;
  #percent = -SPARSE_PERCENT;
  #told = -Infinity;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
    this.#line = new Progress(stream);
  }

  readonly show: OnTransfer = (event) => {
    if (event.type === 'progress') this.#moved(event);
    else if (event.type === 'checking') {
      if (this.#stream.isTTY) this.#status(`Checking ${event.path}…`);
    } else if (event.type === 'notice') {
      this.#line.clear();
      this.#stream.write(`${event.text}\n`);
    }
  };

  clear(): void {
    this.#line.clear();
  }

  #moved(event: Moved): void {
    if (!this.#stream.isTTY && !this.#due(event)) return;
    this.#status(movedWords(event, this.#stream.isTTY));
  }

  /** A line that is redrawn must not be wider than the terminal. */
  #status(text: string): void {
    const { isTTY, columns } = this.#stream;
    const most = isTTY ? Math.max(columns || 80, 40) - 1 : Infinity;
    this.#line.status(text.length > most ? `${text.slice(0, most - 1)}…` : text);
  }

  #due({ doneBytes, totalBytes, filesDone, filesTotal }: Moved): boolean {
    const percent = totalBytes ? (doneBytes / totalBytes) * 100 : 0;
    const now = Date.now();
    const due =
      filesDone === filesTotal ||
      percent >= this.#percent + SPARSE_PERCENT ||
      now >= this.#told + SPARSE_MS;
    if (due) {
      this.#percent = percent;
      this.#told = now;
    }
    return due;
  }
}

/** `41 %  726 MB of 1.77 GB, 12.3 MB/s, 85 s left, 2 of 13 files (decoder_model_merged_q4.onnx_data)` */
export function movedWords(event: Moved, withFile: boolean): string {
  const { doneBytes, totalBytes, bytesPerSecond, secondsLeft, filesDone, filesTotal } = event;
  const percent = totalBytes ? `${Math.floor((doneBytes / totalBytes) * 100)} %  ` : '';
  const largest = [...event.files].sort((a, b) => (b.totalBytes ?? 0) - (a.totalBytes ?? 0))[0];
  return [
    `${percent}${sizeWords(doneBytes)}${totalBytes === undefined ? '' : ` of ${sizeWords(totalBytes)}`}`,
    ...(bytesPerSecond ? [`${sizeWords(bytesPerSecond)}/s`] : []),
    ...(secondsLeft === undefined || filesDone === filesTotal
      ? []
      : [`${timeWords(secondsLeft)} left`]),
    `${filesDone} of ${filesTotal} files${withFile && largest ? ` (${nameOf(largest.path)})` : ''}`,
  ].join(', ');
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
