// Days left and due lists: counted in the browser, against the reader's day in Vietnam.
import { pathToFileURL } from 'node:url';
import { check } from './check.mjs';
import { SCREENS } from './browser.mjs';

const PLAN = 'ke-hoach/ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/index.html';
const WIDTHS = [360, 768, 1024, 1200, 1280];
const AGENCY = 'co-quan/ubnd-xa-hai-hung/phong-kinh-te/index.html';

export default async function due(site, browser, url) {
  // The moment, and what stands beside I.1 (due 30/11/2025) and III.1 (30/9/2025).
  const moments = [
    ['2025-11-24T02:00:00Z', 'còn 6 ngày', 'quá hạn 55 ngày'],
    ['2025-11-30T16:59:00Z', 'hạn hôm nay', 'quá hạn 61 ngày'],
    ['2025-11-30T17:01:00Z', 'quá hạn 1 ngày', 'quá hạn 62 ngày'],
    ['2025-09-30T01:00:00Z', 'còn 61 ngày', 'hạn hôm nay'],
  ];
  for (const [now, first, third] of moments) {
    await check(`at ${now} a plan counts the days to its deadlines`, () =>
      opened(browser, url + PLAN, { now }, async (page) =>
        [['I.1', first], ['III.1', third]].flatMap(([id, words]) => differs(page, `[id="${id}"] .left`, words)),
      ),
    );
  }

  await check('of several deadlines a plan counts from the earliest that is past and to the next', () =>
    opened(browser, url + PLAN, { now: moments[0][0], days: '2025-10-31 2025-11-10 2025-12-31' }, async (page) => {
      const found = (await page.locator('[id="I.1"] .left').allInnerTexts()).join(' · ');
      const words = 'quá hạn 24 ngày (31/10/2025) · còn 37 ngày (31/12/2025)';
      return found === words ? [] : [`I.1 says “${found}”, not “${words}”`];
    }),
  );

  for (const [now, days] of [['2025-12-20T02:00:00Z'], ['2026-11-22T02:00:00Z'], ['2025-11-24T02:00:00Z', '2025-10-31 2025-12-31']]) {
    for (const width of WIDTHS) {
      await check(`at ${now} a plan with ${days ? 'several deadlines' : 'its own'} fits a window of ${width} px`, () =>
        opened(browser, url + PLAN, { now, days, width }, async (page) => {
          const found = await page.evaluate(() => document.documentElement.scrollWidth);
          return found <= width ? [] : [`it is ${found} px wide`];
        }),
      );
    }
  }

  await check('work without a day has no count', () =>
    opened(browser, url + PLAN, { now: moments[0][0] }, async (page) =>
      (await page.locator('[id="I.2"] .left').count()) ? ['I.2 is continuous'] : [],
    ),
  );

  await check('without scripts there are dates and no counts, and no empty list', () =>
    opened(browser, url + PLAN, { javaScriptEnabled: false }, async (page) => {
      const problems = [];
      if (await page.locator('.left').count()) problems.push('days are counted');
      if (!(await page.locator('[id="I.1"] .deadline').innerText()).includes('30/11/2025')) problems.push('no date');
      await page.goto(url + AGENCY);
      if (await page.locator('.due:visible').count()) problems.push('an empty list is shown');
      return problems;
    }),
  );

  for (const [from, base] of [['http', url], ['file', `${pathToFileURL(site.folder)}/`]]) {
    await check(`due lists over ${from}: an agency, the home page and the calendar`, () =>
      opened(browser, base + AGENCY, { now: moments[0][0] }, async (page) => {
        const problems = await expected(page, ['Quá hạn: 2'], ['III.1', 'III.2']);
        await page.goto(`${base}index.html`);
        problems.push(...(await expected(page, ['Quá hạn: 3', 'Đến hạn trong 30 ngày: 3'], ['III.1', 'III.2', 'VI.3', 'I.1'])));
        await page.goto(`${base}lich/index.html`);
        problems.push(...(await expected(page, ['Quá hạn: 3'], ['VI.3'])));
        await page.locator('.due .overdue a').first().click();
        if (!page.url().endsWith('index.html#III.1')) problems.push(`a line leads to ${page.url()}`);
        return problems;
      }),
    );
  }

  await check('long after, everything dated is overdue or past, and nothing falls due', () =>
    opened(browser, url + AGENCY, { now: '2030-01-01T00:00:00Z' }, async (page) => {
      await page.locator('.due .status', { hasText: 'Không có việc' }).waitFor({ timeout: 5000 });
      return [];
    }),
  );
}

/** `days` stand for those that the plan counts to beside each task. */
async function opened(browser, address, { now, days, width = SCREENS[0].width, javaScriptEnabled = true }, see) {
  const context = await browser.newContext({ viewport: { ...SCREENS[0], width }, javaScriptEnabled });
  try {
    const page = await context.newPage();
    if (days) {
      await page.route(address, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll(/data-days="[^"]*"/g, `data-days="${days}"`);
        await route.fulfill({ response, body });
      });
    }
    if (now) await page.clock.setFixedTime(new Date(now));
    await page.goto(address);
    return (await Promise.all(await see(page))).flat();
  } finally {
    await context.close();
  }
}

async function differs(page, selector, words) {
  const found = (await page.locator(selector).first().innerText()).trim();
  return found === words ? [] : [`${selector} says “${found}”, not “${words}”`];
}

/** The headings of the lists, and tasks that must be in them. */
async function expected(page, headings, labels) {
  await page.locator('.due h3').first().waitFor({ timeout: 5000 });
  const found = await page.locator('.due h3').allInnerTexts();
  const rows = (await page.locator('.due .label').allInnerTexts()).map((label) => label.trim());
  return [
    ...headings.filter((heading) => !found.includes(heading)).map((heading) => `${page.url()}: no “${heading}” in ${found}`),
    ...labels.filter((label) => !rows.includes(label)).map((label) => `${page.url()}: no ${label} in ${rows}`),
  ];
}
