import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Workbench } from './workbench.ts';

/** What a tool gave to the agent that called it. */
export interface ToolAnswer {
  /** Is it in the list of tools that agents see? */
  readonly known: boolean;
  readonly error?: string;
  readonly parts?: readonly {
    readonly text?: string;
    readonly mime?: string;
    readonly base64?: string;
  }[];
}

/** A call that is under way: the user may be asked first. */
export class ToolCall {
  private constructor(
    private readonly vscode: Workbench,
    private readonly result: string,
  ) {}

  static async begin(
    vscode: Workbench,
    folder: string,
    tool: string,
    input: object,
  ): Promise<ToolCall> {
    const result = join(folder, 'e2e-result.json');
    await rm(result, { force: true });
    await writeFile(join(folder, 'e2e-call.json'), JSON.stringify({ tool, input }));
    await vscode.command('E2E: Call Tool');
    return new ToolCall(vscode, result);
  }

  /** The question to the user, once it is shown: its text. */
  async question(): Promise<string> {
    await this.vscode.dialog.waitFor();
    return this.vscode.dialog.innerText();
  }

  async confirm(button: string | RegExp): Promise<void> {
    await this.vscode.dialog.getByRole('button', { name: button }).first().click();
  }

  /** As an agent does that is stopped. */
  cancel(): Promise<void> {
    return this.vscode.command('E2E: Cancel Tool');
  }

  async answer(): Promise<ToolAnswer> {
    await expect.poll(() => existsSync(this.result), { timeout: 120_000 }).toBe(true);
    // It is written in one go, but not at once.
    return expect
      .poll(() => readFile(this.result, 'utf8'))
      .toMatch(/\}$/u)
      .then(async () => JSON.parse(await readFile(this.result, 'utf8')) as ToolAnswer);
  }
}
