// Search as a citizen types it, over http and from a folder.
import { pathToFileURL } from 'node:url';
import { check } from './check.mjs';
import { open } from './browser.mjs';

const FIELD = 'form[role=search] input[name=q]:visible';
const RESULTS = '#ket-qua li a[href]';
/* What a citizen types about the plans of this site, and what must come first. */
const CASES = [
  { typed: '268', first: /^van-ban\/268-nq-cp-2025\// },
  { typed: 'nq 268', first: /^van-ban\/268-nq-cp-2025\// },
  { typed: 'Nghị quyết số 268/NQ-CP', first: /^van-ban\/268-nq-cp-2025\// },
  { typed: 'ke hoach cai cach hanh chinh', first: /^ke-hoach\/ubnd-(thanh-pho-hai-phong|xa-chan-hung)\//, says: /Kế hoạch Cải cách hành chính/i },
  { typed: 'KH CCHC', first: /^ke-hoach\/ubnd-(thanh-pho-hai-phong|xa-chan-hung)\//, says: /cải cách hành chính/i },
  { typed: 'dat dai', first: /^(van-ban|ke-hoach)\//, says: /đất đai/i },
  { typed: 'đất đai', first: /^(van-ban|ke-hoach)\//, says: /đất đai/i },
  { typed: 'phong kinh te', first: /^co-quan\/[^/]+\/phong-kinh-te/, says: /Phòng Kinh tế/ },
  { typed: 'thang 12/2025', first: /^ke-hoach\//, says: /Tháng 12\/2025/ },
  { typed: 'T12 2025', first: /^ke-hoach\//, says: /Tháng 12\/2025/ },
  { typed: 'giai phong mat bang', first: /^ke-hoach\//, says: /giải phóng mặt bằng/i },
  { typed: 'GPMB', first: /^ke-hoach\//, says: /giải phóng mặt bằng/i },
  { typed: 'Đông Hải', first: /^(co-quan|ke-hoach)\/ubnd-phuong-dong-hai\//, says: /Đông Hải/ },
];

export default async function search(site, browser, url) {
  await check('search: without scripts there are lists, and keywords from A to Z', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
    await page.goto(`${url}tim-kiem/index.html`);
    const told = await page.locator('noscript').first().textContent();
    await page.locator('main a[href="tu-khoa/index.html"]').click();
    const letters = await page.locator('main h2').allTextContents();
    await context.close();
    const ordered = letters.length > 5 && letters.every((letter, i) => /^[A-Z]$/.test(letter) && (!i || letters[i - 1] < letter));
    return [...(/JavaScript/.test(told) ? [] : ['nothing says why']), ...(ordered ? [] : [`letters ${letters.join(' ')}`])];
  });

  await check('search: nothing of it is loaded before a reader asks', async () => {
    const context = await browser.newContext(), page = await context.newPage(), loaded = [];
    page.on('request', (request) => loaded.push(request.url()));
    for (const path of ['index.html', 'tim-kiem/index.html']) await page.goto(url + path);
    await context.close();
    return loaded.filter((path) => /tim-kiem\/.*\.js/.test(path));
  });

  await check('search: a file that fails is asked for anew, with a fresh root', async () => {
    const { page } = await open(browser, `${url}tim-kiem/index.html`), roots = [];
    let failing = true;
    page.on('request', (request) => { if (request.url().endsWith('/tim-kiem/root.js')) roots.push(request.url()); });
    await page.route('**/tim-kiem/x/*', (route) => (failing ? route.abort() : route.continue()));
    await inMain(page).fill('dat dai');
    await inMain(page).press('Enter');
    await page.locator('#ket-qua .status').filter({ hasText: /\S/ }).waitFor();
    await page.waitForFunction(() => !/…$/.test(document.querySelector('#ket-qua .status').textContent));
    const shown = await page.locator(RESULTS).count();
    failing = false;
    await inMain(page).fill('dat dai');
    await inMain(page).press('Enter');
    await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
    await page.close();
    return [...(shown ? [`${shown} results without excerpts`] : []), ...(roots.length === 2 ? [] : [`${roots.length} roots`])];
  });

  for (const root of [url, pathToFileURL(`${site.folder}/`).href]) {
    const how = root.split(':')[0];
    for (const { typed, first, says } of CASES) {
      await check(`search over ${how}: “${typed}” finds ${says ?? first} first`, async () => {
        const { page, complaints } = await open(browser, `${root}tim-kiem/index.html`);
        await inMain(page).pressSequentially(typed);
        const fits = ({ path, text }) => first.test(path) && (!says || says.test(text));
        const problems = await resultsOf(site, page, root, fits, '#ket-qua .result:first-child a[href]');
        await page.close();
        return [...complaints, ...problems];
      });
    }

    await check(`search over ${how}: what is misspelt is found and said so`, async () => {
      const { page, complaints } = await open(browser, `${root}tim-kiem/index.html?q=daat%20dai`);
      await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
      const said = await page.locator('#ket-qua [role=status]').textContent();
      await page.close();
      return [...complaints, ...(/Hiển thị kết quả cho “dat dai”/.test(said) ? [] : [`says ${said}`])];
    });

    await check(`search over ${how}: results can be narrowed, ordered and walked by keys, and the address keeps it`, async () => {
      const { page, complaints } = await open(browser, `${root}tim-kiem/index.html?q=thu%20tuc%20hanh%20chinh`);
      const problems = [];
      const count = () => page.locator('#ket-qua .result').count();
      await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
      await page.locator('#ket-qua .narrow summary').first().click();
      const choice = page.locator('#ket-qua .facet .choice', { hasText: 'Văn bản' }).first();
      await choice.waitFor({ timeout: 10_000 });
      const counted = Number(await choice.locator('.count').textContent());
      await choice.click();
      await page.waitForFunction(() => document.querySelector('#ket-qua .facet .choice[aria-pressed=true]'), null, { timeout: 10_000 });
      if ((await count()) !== Math.min(counted, 5)) problems.push(`${await count()} results for a count of ${counted}`);
      if (!/loai=document/.test(page.url())) problems.push(`the address is ${page.url()}`);
      await page.reload();
      await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
      if ((await page.locator('#ket-qua .result:not(.document)').count()) > 0) problems.push('the address does not bring the filter back');
      await page.locator('#ket-qua .facet .choice[aria-pressed=true]').first().click();
      await page.locator('#ket-qua .result:not(.document)').first().waitFor({ timeout: 10_000 });
      await page.locator('#ket-qua .order .choice').nth(1).click();
      await page.waitForURL(/xep=han/);
      await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
      await inMain(page).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      const focused = await page.evaluate(() => document.activeElement.closest('.result') === document.querySelector('#ket-qua .result:last-child'));
      if (!focused) problems.push('End does not lead to the last result');
      await page.close();
      return [...complaints, ...problems];
    });

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

async function resultsOf(site, page, root, fits, among = RESULTS) {
  await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
  const deadline = Date.now() + 5_000;
  for (;;) {
    const found = await page.locator(among).evaluateAll((links) =>
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
