// axe finds nothing on any type of page, on either screen.
import axe from 'axe-core';
import { check, grouped } from './check.mjs';
import { SCREENS, open, samples, wide } from './browser.mjs';

const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] };

export default async function a11y(site, browser, url) {
  for (const viewport of SCREENS) {
    await check(`axe: WCAG 2.2 AA on every type of page at ${wide(viewport)}`, async () => {
      const context = await browser.newContext({ viewport });
      const found = [];
      for (const path of samples(site)) {
        const { page } = await open(context, url + path);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
        for (const { id, help, nodes } of violations) {
          for (const { target } of nodes) found.push([`${id}: ${help}`, `${path} ${target.join(' ')}`]);
        }
        await page.close();
      }
      await context.close();
      return grouped(found);
    });
  }
}
