// Documents: lists by type, issuer and year, the chain in a picture and in words, data that is no script.
import { check } from './check.mjs';
import { hasClass, inside } from './site.mjs';

const DOCUMENT = /^van-ban\/[^/]+\/index\.html$/;
const LISTS = /^van-ban\/((loai|nam|co-quan)\/.*|trang-\d+\/|chua-co\/.*)?index\.html$/;

export default async function documents(site) {
  const pages = site.pages.filter((path) => DOCUMENT.test(path) && !LISTS.test(path));

  await check('every document stands in the list of all, and in lists of its type, issuer and year', () => {
    const missing = [];
    for (const kind of ['', 'loai/', 'co-quan/']) {
      const lists = site.pages.filter((path) => LISTS.test(path) && (kind ? path.startsWith(`van-ban/${kind}`) : /^van-ban\/(trang-\d+\/)?index/.test(path)));
      const listed = new Set(lists.flatMap((list) => site.linksTo(list, DOCUMENT)).map(({ path }) => path));
      missing.push(...pages.filter((path) => !listed.has(path)).map((path) => `${path} is not under van-ban/${kind}`));
    }
    return missing;
  });

  await check('every list of documents can be reached by links from van-ban/', () => {
    const reached = new Set(['van-ban/index.html']);
    for (const path of reached) for (const to of site.linksTo(path, LISTS)) reached.add(to.path);
    return site.pages.filter((path) => LISTS.test(path) && !reached.has(path)).map((path) => `${path} is not reached`);
  });

  await check('a picture of a chain says what its list says, in the same order', () =>
    site.pages.flatMap((path) =>
      site.page(path).filter((element) => hasClass(element, 'lineage')).flatMap((figure) => {
        const links = site.page(path).filter((element) => element.name === 'a' && inside(element, figure));
        const drawn = links.filter((link) => link.attrs.tabindex === '-1').map((link) => link.attrs.href);
        const said = links.filter((link) => link.attrs.tabindex === undefined).map((link) => link.attrs.href);
        if (drawn.length === 0) return [`${path}: an empty picture`];
        return drawn.join() === said.join() ? [] : [`${path}: the picture has ${drawn}, the list ${said}`];
      }),
    ),
  );

  await check('every document and plan describes itself as schema.org Legislation, at its own address', () => {
    const plans = site.pages.filter((path) => /^ke-hoach\/[^/]+\/[^/]+\/index\.html$/.test(path));
    return [...pages, ...plans].flatMap((path) => {
      const blocks = site.page(path).filter((element) => element.attrs.type === 'application/ld+json');
      if (blocks.length !== 1) return [`${path}: ${blocks.length} blocks`];
      const data = JSON.parse(blocks[0].text);
      const problems = data['@type'] === 'Legislation' && data.name && data.legislationType ? [] : [`${path}: not a Legislation`];
      if (site.base && data['@id'] !== site.base + path.replace('index.html', '')) problems.push(`${path}: calls itself ${data['@id']}`);
      return problems;
    });
  });
}

/** In a browser: the policy of the strictest portal does not complain of the data block, and the boxes are links. */
export async function inBrowser(site, browser, url) {
  await check('under default-src self the data of a document is no violation, and a box of its picture leads on', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.route('**/*.html', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': "default-src 'self'" } });
    });
    await page.goto(`${url}van-ban/268-nq-cp-2025/index.html`);
    const small = await page.locator('figure.lineage .first').evaluateAll((texts) =>
      texts.filter((text) => text.getBoundingClientRect().height < 11 || text.getBoundingClientRect().right > innerWidth).map((text) => text.textContent),
    );
    complaints.push(...small.map((text) => `“${text}” is too small or outside`));
    await page.locator('figure.lineage svg a').first().click();
    if (page.url() === `${url}van-ban/268-nq-cp-2025/index.html`) complaints.push('the box leads nowhere');
    await context.close();
    return complaints;
  });
}
