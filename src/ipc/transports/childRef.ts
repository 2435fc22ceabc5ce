import type { ChildProcess } from 'node:child_process';

type Switch = 'ref' | 'unref';

/** Lets this program wait for a child process and its pipes (`ref`), or end while the child still waits (`unref`). */
export function switchChild(child: ChildProcess, how: Switch): void {
  child[how]();
  for (const stream of child.stdio)
    (stream as Partial<Record<Switch, () => void>> | null)?.[how]?.();
}
