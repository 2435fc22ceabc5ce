/** A run that cannot be recorded or read back. The message is for users: what was wrong, where, what to do. */
export class RunStoreError extends Error {
  override readonly name = 'RunStoreError';
  constructor(
    message: string,
    readonly path: string,
  ) {
    super(message);
  }
}

/** An error of the file system as a `RunStoreError`; `doing` continues "cannot ". */
export function storeError(error: unknown, doing: string, path: string): RunStoreError {
  if (error instanceof RunStoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new RunStoreError(`Cannot ${doing} (${path}): ${reason(code, error)}`, path);
}

function reason(code: string, error: unknown): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Free some space or choose another folder for runs.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'it may not be written there. Choose another folder for runs.';
    case 'ENOTDIR':
      return 'part of the path is a file, not a folder. Choose another folder for runs.';
    case 'ENOENT':
      return 'it is not there.';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open. Close some programs and try again.';
    default:
      return code || String(error);
  }
}
