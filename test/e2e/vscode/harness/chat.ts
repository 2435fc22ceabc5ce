import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** VS Code's chat view, by what a person does in it. */
export class Chat {
  private constructor(private readonly vscode: Workbench) {}

  /** Shows the chat, and waits until it has a model: VS Code hands no question to a participant without one. */
  static async open(vscode: Workbench): Promise<Chat> {
    await vscode.command('Chat: Open Chat');
    const chat = new Chat(vscode);
    await chat.view.locator('.chat-input-toolbars').getByText('Scripted chat').first().waitFor();
    return chat;
  }

  get view(): Locator {
    return this.vscode.page.locator('.part.auxiliarybar .interactive-session');
  }

  /** Types a question and sends it; completions that are open do not take its Enter. */
  async ask(text: string): Promise<void> {
    const { keyboard } = this.vscode.page;
    await this.view.locator('.chat-editor-container .monaco-editor').click();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(`${text} `);
    await keyboard.press('Escape');
    await keyboard.press('Enter');
  }

  /** Clicks one of the questions that are suggested below the last answer. */
  async followUp(question: string): Promise<void> {
    await this.view.locator('.interactive-session-followups').getByText(question).click();
  }

  async stop(): Promise<void> {
    await this.view.getByRole('button', { name: /^Cancel/u }).click();
  }

  /** Drags a file of the workspace onto the question. */
  async attach(name: string): Promise<void> {
    await this.vscode.showExplorer();
    const field = this.view.locator('.chat-editor-container');
    await this.vscode.file(name).dragTo(field);
    await this.view.locator('.chat-attached-context-attachment').getByText(name).waitFor();
  }

  /** The answer to a question, once it is over. Of a long thread only what is seen is in the page. */
  async answer(question: string): Promise<Locator> {
    await this.view.locator('.interactive-request').filter({ hasText: question }).last().waitFor();
    const response = this.view.locator('.interactive-response').last();
    // When it was completed is written below it.
    await response
      .locator('.chat-response-completed-at')
      .waitFor({ timeout: 120_000, state: 'attached' });
    return response;
  }
}
