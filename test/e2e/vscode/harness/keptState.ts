import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Waits until VS Code has written what our extension keeps for this workspace, and a text is in it. It writes some seconds late;
 * a window that is reloaded earlier than that has not kept it.
 */
export async function waitUntilKept(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.evaluate(keptTexts), { timeout: 30_000 }).toContain(text);
}

/** All that VS Code in the browser keeps for extensions, by its own databases. */
async function keptTexts(): Promise<string> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('The database cannot be read.'));
    });
  const texts: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db')) continue;
    const database = await done(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      const store = database.transaction(table).objectStore(table);
      texts.push(JSON.stringify(await done(store.getAll())));
    }
    database.close();
  }
  return texts.join('\n');
}
