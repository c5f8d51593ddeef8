// Search as a citizen types it, over http and from a folder.
import { pathToFileURL } from 'node:url';
import { check } from './check.mjs';
import { open } from './browser.mjs';

const FIELD = 'form[role=search] input[name=q]:visible';
const RESULTS = '#ket-qua li a[href]';
const CASES = [
  { typed: '268', leadsTo: /^van-ban\/268-nq-cp-2025\/index\.html/ },
  { typed: '268', leadsTo: /^ke-hoach\/[^/]+\/[^/]+\/index\.html/ },
  { typed: 'nq 268', leadsTo: /^van-ban\/268-nq-cp-2025\/index\.html/ },
  { typed: 'dat dai', leadsTo: /^ke-hoach\/[^/]+\/[^/]+\/index\.html#./, says: /đất đai/i },
  { typed: 'đất đai', leadsTo: /^ke-hoach\/[^/]+\/[^/]+\/index\.html#./, says: /đất đai/i },
];

export default async function search(site, browser, url) {
  for (const root of [url, pathToFileURL(`${site.folder}/`).href]) {
    const how = root.split(':')[0];
    for (const { typed, leadsTo, says } of CASES) {
      await check(`search over ${how}: “${typed}” finds ${says ?? leadsTo}`, async () => {
        const { page, complaints } = await open(browser, `${root}tim-kiem/index.html`);
        await inMain(page).pressSequentially(typed);
        const problems = await resultsOf(site, page, root, ({ path, text }) => leadsTo.test(path) && (!says || says.test(text)));
        await page.close();
        return [...complaints, ...problems];
      });
    }

    await check(`search over ${how}: the field of the home page leads to results`, async () => {
      const { page, complaints } = await open(browser, `${root}index.html`);
      await page.locator(FIELD).first().fill('268');
      await page.locator(FIELD).first().press('Enter');
      await page.waitForURL(/tim-kiem\/(index\.html)?\?(.*&)?q=268/);
      const problems = await resultsOf(site, page, root, ({ path }) => path.startsWith('van-ban/268-nq-cp-2025/'));
      await page.close();
      return [...complaints, ...problems];
    });

    await check(`search over ${how}: nonsense finds nothing`, async () => {
      const { page, complaints } = await open(browser, `${root}tim-kiem/index.html`);
      await inMain(page).pressSequentially('268');
      await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
      await inMain(page).fill('xqzwv kkjjw');
      await page.waitForFunction((results) => !document.querySelector(results), RESULTS, { timeout: 10_000 });
      await page.close();
      return complaints;
    });
  }
}

/** The search page's own field; the header's where it has none. */
const inMain = (page) => page.locator(`main ${FIELD}`).or(page.locator(FIELD)).last();

async function resultsOf(site, page, root, fits) {
  await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
  const deadline = Date.now() + 5_000;
  for (;;) {
    const found = await page.locator(RESULTS).evaluateAll((links) =>
      links.map((link) => ({ path: link.href, text: link.closest('li').textContent })),
    );
    const results = found.map(({ path, text }) => ({ path: fileOf(root, path), text }));
    if (results.some(fits)) {
      return results.flatMap(({ path }) => {
        const { problem } = site.resolve('index.html', path);
        return problem ? [`result ${path} ${problem}`] : [];
      });
    }
    if (Date.now() > deadline) {
      const first = results.slice(0, 5).map(({ path, text }) => `\n  ${path}: ${text.trim().slice(0, 80)}`);
      return [`${results.length} results, none fits:${first.join('')}`];
    }
    await page.waitForTimeout(100);
  }
}

/** Over http a script may link to a folder; from a folder it must name the file. */
function fileOf(root, address) {
  const path = decodeURIComponent(address.slice(root.length));
  return root.startsWith('http') ? path.replace(/(^|\/)(?=#|$)/, '$1index.html') : path;
}
