// node run.mjs SITE: everything that is tested on the built site.
import { resolve } from 'node:path';
import a11y from './a11y.mjs';
import { launch } from './browser.mjs';
import calendar from './calendar.mjs';
import { check, tally } from './check.mjs';
import content from './content.mjs';
import data from './data.mjs';
import documents, { inBrowser as documentsInBrowser } from './documents.mjs';
import due from './due.mjs';
import ics from './ics.mjs';
import links from './links.mjs';
import pages from './pages.mjs';
import search from './search.mjs';
import { serve } from './server.mjs';
import { Site } from './site.mjs';
import vnu from './vnu.mjs';

if (process.argv.length !== 3) {
  console.error('usage: node run.mjs SITE');
  process.exit(2);
}
const site = new Site(resolve(process.argv[2]));
console.log(`${site.pages.length} pages, ${site.files.size} files`);

for (const test of [content, links, ics, data, documents, vnu]) await test(site);

let browser;
await check('a browser starts', async () => {
  browser = await launch();
});
if (browser) {
  const server = await serve(site.folder);
  for (const test of [pages, a11y, calendar, due, documentsInBrowser, search]) await test(site, browser, server.url);
  await browser.close();
  server.close();
}

console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
