// The calendar and the timeline pictures: what they lead to, today by script alone, years and months on one sheet of paper.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { check } from './check.mjs';
import { hasClass, inside } from './site.mjs';

const PLAN = 'ke-hoach/ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/index.html';
const MONTH = 'lich/2026/12/index.html';
const TET = 'lich/2026/02/index.html';

export default async function calendar(site, browser, url) {
  await check('every month of the overview leads to its page with the same count', () =>
    site
      .page('lich/index.html')
      .filter((element) => element.name === 'a' && hasClass(element.parent.parent, 'year-months'))
      .flatMap((link) => {
        const { path } = site.resolve('lich/index.html', link.attrs.href);
        const count = site.page(path).find((element) => hasClass(element, 'count-line')).text.split(' ')[0];
        return link.text.includes(` ${count} `) ? [] : [`${path} has ${count}, the overview says: ${link.text}`];
      }),
  );

  await check('report duties stand in the month they are due in', () => {
    const labels = site.page(MONTH).filter((element) => hasClass(element, 'label')).map((label) => label.text);
    return labels.includes('Báo cáo') ? [] : [`no report in ${MONTH}`];
  });

  await check('February 2026 marks the five days of Tết, and no other', () => {
    const off = site.page(TET).filter((element) => element.name === 'td' && hasClass(element, 'off'));
    const days = off.map((cell) => /^\d+/.exec(cell.text)?.[0]).join(' ');
    return days === '16 17 18 19 20' ? [] : [`days off: ${days}`];
  });

  await check('the picture of Hải Hưng leads to its 15 dated tasks and lists the 16 others', () => {
    const page = site.page(PLAN);
    const picture = page.find((element) => element.name === 'svg');
    const links = page.filter((element) => element.name === 'a' && inside(element, picture)).map((link) => link.attrs.href);
    const listed = page.filter((element) => element.name === 'a' && hasClass(element.parent, 'timeline-list'));
    const problems = [];
    // One more leads to the list of continuous work.
    if (links.length !== 16) problems.push(`${links.length} links in the picture`);
    if (listed.length !== 16) problems.push(`${listed.length} tasks listed under it`);
    if (!page.some((element) => element.attrs.role === 'img' && inside(element, picture))) problems.push('no image');
    return problems;
  });

  await check('letters of a picture are at least 11 px on a phone, and none leaves the picture', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const { page } = await open(context, url + PLAN);
    const problems = await page.evaluate(() => {
      const svg = document.querySelector('.timeline svg');
      const box = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].flatMap((text) => {
        const { left, right } = text.getBoundingClientRect();
        const wrong = left < box.left - 1 || right > box.right + 1 ? [`${text.textContent} leaves the picture`] : [];
        return parseFloat(getComputedStyle(text).fontSize) < 11 ? [...wrong, `${text.textContent} is too small`] : wrong;
      });
    });
    await context.close();
    return problems;
  });

  // It is the ninth in Vietnam already.
  await check('today is marked by script, and only by script', async () => {
    const problems = [];
    for (const [javaScriptEnabled, expected] of [[true, 1], [false, 0]]) {
      const context = await browser.newContext({ javaScriptEnabled });
      await context.clock.setFixedTime('2026-12-08T18:00:00Z');
      const { page } = await open(context, url + MONTH);
      const marked = await page.locator('.grid td.today[aria-current=date]').allInnerTexts();
      if (marked.length !== expected || marked.some((cell) => !cell.startsWith('9'))) problems.push(`scripts ${javaScriptEnabled}: ${marked}`);
      await context.close();
    }
    return problems;
  });

  await check('the years, and every month, print on one sheet of A4', async () => {
    const context = await browser.newContext();
    const problems = [];
    for (const path of site.pages.filter((path) => /^lich\/((ubnd-thanh-pho-hai-phong\/)?index\.html|2026\/(02|12)\/|ubnd-thanh-pho-hai-phong\/2026\/12\/)/.test(path))) {
      const { page } = await open(context, url + path);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length;
      if (sheets !== 1) problems.push(`${path}: ${sheets} sheets`);
      await page.close();
    }
    await context.close();
    return problems;
  });

  await check('the address to subscribe to is a file of the site', () => {
    const text = site.page('lich/index.html').find((element) => hasClass(element, 'address'))?.text;
    if (!text?.startsWith(site.base)) return [`the address is ${text}`];
    return readFileSync(join(site.folder, text.slice(site.base.length))).length ? [] : ['the file is empty'];
  });
}
