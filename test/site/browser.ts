import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Chromium as the machine has it: CHROMIUM names another one. */
export const BROWSER: string | undefined = [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));

export const WITHOUT_A_BROWSER = 'no browser is here: install one with "apt-get install chromium", or name it with CHROMIUM';

export function openBrowser(): Promise<Browser> {
  if (BROWSER === undefined) throw new Error(WITHOUT_A_BROWSER);
  // The sandbox of Chromium does not work for root, as which containers run.
  return chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
