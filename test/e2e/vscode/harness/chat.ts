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

  /** Answers so far. */
  get responses(): Locator {
    return this.view.locator('.interactive-response');
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

  /** The nth answer, once it is over. */
  async answer(nth = 1): Promise<Locator> {
    const response = this.responses.nth(nth - 1);
    await response.waitFor();
    await this.view
      .locator('.chat-response-loading')
      .waitFor({ state: 'detached', timeout: 120_000 });
    return response;
  }
}
