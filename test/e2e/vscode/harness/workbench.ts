import type { BrowserContext, Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import { browser } from '../../browser.ts';
import { Panel } from './panel.ts';
import { screenshotPath } from './screenshots.ts';
import { registerSurfaces } from './surfaces.ts';

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

/** A VS Code window, by what a person does with it. */
export class Workbench {
  /** The panel in the side bar. */
  readonly panel: Panel;
  /** The panel in an editor tab. */
  readonly tab: Panel;

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    this.panel = new Panel(page, 'surface=view');
    this.tab = new Panel(page, 'surface=tab');
  }

  static async open(url: string, folder: string, options: WindowOptions = {}): Promise<Workbench> {
    const { width = 1400, height = 900, scale = 1 } = options;
    await registerSurfaces();
    const context = await (
      await browser()
    ).newContext({ viewport: { width, height }, deviceScaleFactor: scale });
    context.setDefaultTimeout(30_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    const page = await context.newPage();
    const workbench = new Workbench(page, context);
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await workbench.ready();
    return workbench;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** The window is filled and its extensions are known. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.activityItem.waitFor();
    await this.page.locator('.statusbar').waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: screenshotPath(name) });
  }

  get activityItem(): Locator {
    return this.page.locator('.activitybar .action-label[aria-label^="Figscope"]');
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Rows of the quick pick that is open. */
  get picks(): Locator {
    return this.quickInput.locator('.monaco-list-row');
  }

  /** Shows the side bar's Figscope container. */
  async showFigscope(): Promise<Panel> {
    const container = this.page.locator('.part.sidebar .composite.title', { hasText: 'Figscope' });
    if (!(await container.isVisible())) await this.activityItem.click();
    // A window that has just been reloaded may have brought it back in that moment: then the click has closed it.
    await container.waitFor({ timeout: 5_000 }).catch(() => this.activityItem.click());
    await this.panel.ready();
    return this.panel;
  }

  async showExplorer(): Promise<void> {
    const tree = this.page.locator('.explorer-folders-view');
    if (!(await tree.isVisible()))
      await this.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
    await tree.waitFor();
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.type('F1', `>${title}`);
    const pick = this.picks.filter({ hasText: title }).first();
    await pick.waitFor();
    await pick.click();
  }

  /** Opens the quick input with a key and fills it. */
  private async type(key: string, text: string): Promise<void> {
    await this.page.keyboard.press(key);
    const field = this.quickInput.locator('input[type="text"]').first();
    await field.waitFor();
    await field.fill(text);
  }

  /** Chooses from the quick pick that is open, by a text of its row. */
  async pick(text: string | RegExp): Promise<void> {
    await this.picks.filter({ hasText: text }).first().click();
  }

  file(name: string): Locator {
    return this.page.locator('.explorer-folders-view').getByRole('treeitem', { name });
  }

  async openFile(name: string): Promise<void> {
    await this.showExplorer();
    await this.file(name).dblclick();
    await this.page.getByRole('tab', { name }).waitFor();
  }

  /** The context menu of the explorer, on one file or on several. */
  async explorerMenu(names: readonly string[], item: string): Promise<void> {
    await this.showExplorer();
    const [first] = names;
    if (first === undefined) throw new Error('No file was named.');
    await this.contextMenu(this.file(names.at(-1) ?? first), item, () => this.#select(names));
  }

  /** Selects files of the explorer. A plain click opens a preview as well, which undoes a selection when it arrives late. */
  async #select(names: readonly string[]): Promise<void> {
    const modifiers = names.length > 1 ? (['ControlOrMeta'] as const) : [];
    for (const name of names)
      if ((await this.file(name).getAttribute('aria-selected')) !== 'true')
        await this.file(name).click({ modifiers: [...modifiers], timeout: 5_000 });
    for (const name of names)
      if ((await this.file(name).getAttribute('aria-selected')) !== 'true')
        throw new Error(`${name} is not selected.`);
  }

  /** Opens a context menu and chooses from it. Under load a menu closes again, or takes no click: then once more. */
  async contextMenu(
    target: Locator,
    item: string,
    prepare: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await vi.waitFor(
      async () => {
        // Closes what is left of the last try, and undoes the selection in the explorer.
        await this.page.keyboard.press('Escape');
        await prepare();
        await target.click({ button: 'right', timeout: 5_000 });
        const entry = this.menuItem(item);
        await entry.hover({ timeout: 5_000 });
        await entry.click({ timeout: 5_000 });
        await entry.waitFor({ state: 'hidden', timeout: 5_000 });
      },
      { timeout: 60_000, interval: 300 },
    );
  }

  menuItem(name: string): Locator {
    return this.page.getByRole('menuitem', { name });
  }

  statusBarItem(label: RegExp): Locator {
    return this.page.locator('.statusbar').getByRole('button', { name: label });
  }

  /** A view of the side bar by its title. */
  view(title: string): Locator {
    return this.page
      .locator('.part.sidebar .pane')
      .filter({ has: this.page.getByRole('button', { name: new RegExp(`^${title} Section`) }) });
  }

  async expandView(title: string): Promise<void> {
    const header = this.page.getByRole('button', { name: new RegExp(`^${title} Section`) });
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  }

  /** A message in the corner. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** A modal question. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.quickInput.locator('input[type="text"]').first().fill(name);
    await this.picks.filter({ hasText: name }).first().click();
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Chooses a model as a user does, in the palette. */
  async chooseModel(label: string): Promise<void> {
    await this.command('Figscope: Choose Model');
    // More models come in while the list is open, and move its rows: those that stay are of this name.
    await this.quickInput.locator('input[type="text"]').first().fill(label);
    await this.pick(label);
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Drags the border of the side bar until it has this width. */
  async sideBarWidth(width: number): Promise<void> {
    const bar = this.page.locator('.part.sidebar');
    const box = await bar.boundingBox();
    if (!box) throw new Error('The side bar is hidden.');
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 8 });
    await this.page.mouse.up();
    await this.page.mouse.move(box.x + width / 2, y);
  }
}
