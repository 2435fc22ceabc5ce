// Scripted language models of VS Code itself (`vscode.lm`), as an extension that brings models of its own provides them.
import * as vscode from 'vscode';
import { CELLS, FINAL } from './script.mjs';

export const VENDOR = 'figscope-test';

/** @param {string} id @param {string} name @param {boolean} imageInput @returns {vscode.LanguageModelChatInformation} */
const information = (id, name, imageInput) => ({
  id,
  name,
  family: 'scripted',
  version: '1',
  maxInputTokens: 128_000,
  maxOutputTokens: 8_000,
  capabilities: { imageInput, toolCalling: true },
});

const MODELS = [
  information('seeing', 'Scripted chat model', true),
  information('blind', 'Scripted chat model without images', false),
];

/** @type {vscode.LanguageModelChatProvider} */
const provider = {
  provideLanguageModelChatInformation: () => MODELS,
  async provideLanguageModelChatResponse(model, messages, { tools = [] }, progress, token) {
    const parts = messages.flatMap(({ content }) => [...content]);
    if (!model.capabilities.imageInput && parts.some(isImage))
      throw new Error('This model takes no images.');
    const calls = parts.filter((part) => part instanceof vscode.LanguageModelToolCallPart).length;
    const [tool] = tools;
    const cell = CELLS[calls];
    if (tool && cell) {
      progress.report(new vscode.LanguageModelTextPart(cell.thought));
      const input = { code: cell.lines.join('\n') };
      progress.report(new vscode.LanguageModelToolCallPart(`call_${calls + 1}`, tool.name, input));
      return;
    }
    // In pieces, as models write.
    for (const [text] of FINAL.matchAll(/[^]{1,12}/g)) {
      if (token.isCancellationRequested) return;
      progress.report(new vscode.LanguageModelTextPart(text));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
  provideTokenCount: async (_model, text) => String(text).length,
};

/** @param {unknown} part */
function isImage(part) {
  return part instanceof vscode.LanguageModelDataPart && part.mimeType.startsWith('image/');
}

export function registerChatModels() {
  const registered = vscode.lm.registerLanguageModelChatProvider(VENDOR, provider);
  // VS Code asks for models once somebody wants some; its chat is not ready before.
  void vscode.lm.selectChatModels({ vendor: VENDOR });
  return registered;
}
