import type { Page } from 'playwright-core';

/** Presses Tab (or Shift+Tab) until the element of a role and name has the focus, as somebody without a pointer gets there; in the window that is open, if one is. */
export async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 80): Promise<void> {
  const dialog = page.getByRole('dialog');
  const wanted = ((await dialog.count()) > 0 ? dialog : page).getByRole(role, { name, ...(typeof name === 'string' && { exact: true }) }).first();
  await wanted.waitFor();
  for (let i = 0; i < most; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${most} times ${key} do not lead to the ${role} "${name}"`);
}
