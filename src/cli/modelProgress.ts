import { progressWords } from '../models/local/index.ts';
import type { OnProgress } from '../reasoning/index.ts';
import type { Progress } from './terminal.ts';

/** Between two lines about the same, where lines stay. */
const SPARSE_MS = 10_000;

/**
 * What a local model does before its reply begins, on the status line: each step on a terminal; elsewhere, where lines stay, what is new and
 * then one line in ten seconds.
 */
export function progressLine(line: Progress, stream = process.stderr): OnProgress {
  let doing = '';
  let next = 0;
  return (progress) => {
    if (!progress) {
      doing = '';
      line.clear();
      return;
    }
    const now = Date.now();
    const about = progress.doing === 'reading' ? 'reading' : progressWords(progress);
    if (!stream.isTTY && about === doing && now < next) return;
    doing = about;
    next = now + SPARSE_MS;
    line.status(progressWords(progress));
  };
}
