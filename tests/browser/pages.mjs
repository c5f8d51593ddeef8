// Every type of page in Chromium: both screens, without scripts, on paper, from a folder.
import { pathToFileURL } from 'node:url';
import { check, grouped } from './check.mjs';
import { SCREENS, open, samples, wide } from './browser.mjs';

const PLAN = 'ke-hoach/ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/index.html';

export default async function pages(site, browser, url) {
  for (const viewport of SCREENS) {
    await check(`every type of page at ${wide(viewport)}: silent, within the screen, one h1, a language, a skip link`, () =>
      inContext(browser, { viewport }, async (context) => {
        const found = [];
        for (const path of samples(site)) {
          const { page, complaints } = await open(context, url + path);
          const wrong = [...(await page.evaluate(shape)), ...(path.startsWith('nhung/') ? [] : await skipLink(page)), ...complaints];
          found.push(...wrong.map((problem) => [problem, path]));
          await page.close();
        }
        return grouped(found);
      }),
    );

    await check(`every type of page at ${wide(viewport)} is silent and within the screen without scripts`, () =>
      inContext(browser, { viewport, javaScriptEnabled: false }, async (context) => {
        const found = [];
        for (const path of samples(site)) {
          const { page, complaints } = await open(context, url + path);
          const wrong = [...(await page.evaluate(shape)), ...complaints];
          found.push(...wrong.map((problem) => [problem, path]));
          await page.close();
        }
        return grouped(found);
      }),
    );
  }

  await check('a plan without scripts shows its text, its tasks and the navigation', () =>
    inContext(browser, { viewport: SCREENS[1], javaScriptEnabled: false }, async (context) => {
      const { page } = await open(context, url + PLAN);
      const problems = [];
      const text = await page.locator('main').innerText();
      if (text.length < 2000) problems.push(`main has only ${text.length} characters`);
      const rows = await page.locator('tr.task:visible, li.task:visible').count();
      if (rows < 31) problems.push(`only ${rows} tasks are visible`);
      if ((await page.locator('nav a[href]:visible').count()) === 0) problems.push('no visible link in nav');
      if ((await page.locator('form[role=search] input[name=q]:visible').count()) === 0) problems.push('no search field');
      return problems;
    }),
  );

  await check('an address that does not exist, however deep, shows the page for it with its style and its links', () =>
    inContext(browser, { viewport: SCREENS[1] }, async (context) => {
      const page = await context.newPage();
      const answer = await page.goto(`${url}khong/co/trang/nay`);
      const problems = answer.status() === 404 ? [] : [`the status is ${answer.status()}`];
      if ((await page.evaluate(() => [...document.styleSheets].filter((sheet) => sheet.cssRules.length).length)) === 0) problems.push('no style');
      await page.locator('main a[href]').first().click();
      if (page.url() !== `${url}index.html`) problems.push(`the way home leads to ${page.url()}`);
      return problems;
    }),
  );

  await check('on paper the navigation and the search are hidden, the tasks are not, and a PDF comes out', () =>
    inContext(browser, { viewport: SCREENS[1] }, async (context) => {
      const found = [];
      for (const path of samples(site)) {
        const { page } = await open(context, url + path);
        await page.emulateMedia({ media: 'print' });
        for (const selector of ['nav', 'form[role=search]']) {
          if (await page.locator(`${selector}:visible`).count()) found.push([`${selector} on paper`, path]);
        }
        if ((await page.locator('h1:visible').count()) !== 1) found.push(['no h1 on paper', path]);
        if (path === PLAN) {
          if ((await page.locator('tr.task:visible, li.task:visible').count()) < 31) found.push(['tasks are hidden on paper', path]);
          const pdf = await page.pdf({ format: 'A4' });
          if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) found.push(['no PDF', path]);
        }
        await page.close();
      }
      return grouped(found);
    }),
  );

  await check('from a folder: home, a plan, a document it cites, and back to the passage', () =>
    inContext(browser, { viewport: SCREENS[0] }, async (context) => {
      const root = pathToFileURL(`${site.folder}/`).href;
      const { page, complaints } = await open(context, `${root}index.html`);
      const plan = await follow(page, root, /^ke-hoach\/[^/]+\/[^/]+\/index\.html/);
      await follow(page, root, /^van-ban\/[^/]+\/index\.html/);
      await follow(page, root, new RegExp(`^${plan.replaceAll('.', '\\.')}#.`));
      if ((await page.locator(':target').count()) !== 1) complaints.push(`${page.url()} has no target`);
      return complaints;
    }),
  );
}

async function inContext(browser, options, run) {
  const context = await browser.newContext({ locale: 'vi-VN', ...options });
  try {
    return await run(context);
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
function shape() {
  const problems = [];
  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth > innerWidth) {
    const out = [...document.body.querySelectorAll('*')].find((element) => element.getBoundingClientRect().right > innerWidth + 1);
    const name = out && `${out.localName}${out.id && `#${out.id}`}${[...out.classList].map((part) => `.${part}`).join('')}`;
    problems.push(`the page is ${scrollWidth} px wide, the screen ${innerWidth} (first: ${name})`);
  }
  const headings = document.querySelectorAll('h1').length;
  if (headings !== 1) problems.push(`${headings} h1`);
  if (!document.documentElement.lang) problems.push('html has no lang');
  if (!document.querySelector('main')) problems.push('no main');
  return problems;
}

/** The first Tab reaches a visible link into the page, and Enter goes there. */
async function skipLink(page) {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const link = document.activeElement;
    const href = link.getAttribute('href') ?? '';
    if (link.localName !== 'a' || !href.startsWith('#')) return [`the first Tab reaches ${link.outerHTML.slice(0, 80)}, not a skip link`];
    if (!document.getElementById(decodeURIComponent(href.slice(1)))) return [`the skip link leads to no ${href}`];
    const { left, top, right, bottom, width, height } = link.getBoundingClientRect();
    const seen = width > 1 && height > 1 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return seen ? [] : ['the skip link is not visible when focused'];
  });
}

/** Clicks the first visible link whose address below the root fits, and returns that path. */
async function follow(page, root, pattern) {
  const links = await page.locator('main a[href]:visible').all();
  for (const link of links) {
    // The href of a link in a picture is no text.
    const href = await link.evaluate((element) => new URL(element.getAttribute('href'), document.baseURI).href);
    if (!href.startsWith(root) || !pattern.test(decodeURIComponent(href.slice(root.length)))) continue;
    await Promise.all([page.waitForURL((url) => url.href === href), link.click()]);
    return href.slice(root.length).replace(/#.*/, '');
  }
  throw new Error(`${page.url()}: no visible link in main that fits ${pattern}`);
}
