/**
 * A reader such as `head` may close the pipe before everything is written: that is no failure, the rest is simply not
 * wanted. Other errors of the streams stay errors.
 */
export function tolerateBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
