// node engine.mjs NIEMYET CONTENT: a theme whose engine asks a service, behind the page of every theme.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, open } from './browser.mjs';
import { check, tally } from './check.mjs';
import { answer, fold } from './engine/service.mjs';
import { serve } from './server.mjs';

if (process.argv.length !== 4) {
  console.error('usage: node engine.mjs NIEMYET CONTENT');
  process.exit(2);
}
const [niemyet, content] = process.argv.slice(2).map((path) => resolve(path));
const scratch = mkdtempSync(join(tmpdir(), 'niemyet-engine-')), theme = join(scratch, 'theme'), folder = join(scratch, 'site');
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ADDRESS = 'https://tim.example.vn', RESULTS = '#ket-qua .result';
const build = () => execFileSync(niemyet, ['build', '--content', content, '--out', folder, '--theme', theme, '--no-history'], { stdio: 'ignore' });

// The theme is ours but for its engine; the address of the service is known once a first build gave it its lines.
cpSync(here('../../themes/niemyet'), theme, { recursive: true });
build();
const service = await answer(folder);
const engine = readFileSync(here('engine/search-engine.js'), 'utf8');
writeFileSync(join(theme, 'static/search-engine.js'), engine.replace(ADDRESS, service.url));
build();

const server = await serve(folder, service.url), browser = await launch();
const search = `${server.url}tim-kiem/index.html`;
/* The addresses that are shown, in their order. */
const shown = (page) => page.locator(`${RESULTS} h2 a`).evaluateAll((links, root) => links.map((link) => link.href.slice(root.length)), server.url);
/* The pages whose lines have all the words and what they are narrowed to, in the order of the service. */
function expected(words, fits = () => true) {
  const lines = service.lines.filter((line) => fold(words).split(' ').every((word) => line.folded.includes(word)) && fits(line));
  return [...new Set(lines.map(({ page }) => page))];
}
const same = (what, found, wanted) => (JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`]);
/* The service is of another origin, and meant to be asked. */
const asked = async (address, run) => {
  const { page, complaints } = await open(browser, address);
  await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
  const problems = await run(page);
  await page.close();
  return [...complaints.filter((complaint) => !complaint.startsWith(`third party: ${service.url}/`)), ...problems];
};

await check('engine: results of a service stand on our page, with marks, rows and addresses', () => asked(`${search}?q=dat%20dai`, async (page) => {
  const wanted = expected('dat dai'), [first] = wanted, links = await page.locator(`${RESULTS}:first-child a`).evaluateAll((all) => all.map((link) => link.href));
  const rows = service.lines.filter((line) => line.page === first && line.address !== first && /dat/.test(line.folded) && /dai/.test(line.folded)).slice(0, 3);
  const told = await page.locator('#ket-qua [role=status]').textContent(), marks = await page.locator(`${RESULTS} mark`).allTextContents();
  const texts = await page.locator(`${RESULTS}:first-child .rows a`).allTextContents();
  return [
    ...same('pages', await shown(page), wanted.slice(0, 5)),
    ...same('links of the first', links.map((link) => decodeURIComponent(link.slice(server.url.length))), [first, ...rows.map(({ address }) => address)]),
    ...same('texts of its rows', texts, rows.map(({ text, own }) => Array.from(text).slice(0, own).join(''))),
    ...(told.includes(String(wanted.length)) ? [] : [`says ${told}`]),
    ...(marks.length && marks.every((mark) => /^(dat|dai)$/.test(fold(mark))) ? [] : [`marks ${marks}`]),
  ];
}));

await check('engine: more is loaded on request', () => asked(`${search}?q=ke%20hoach`, async (page) => {
  const wanted = expected('ke hoach');
  await page.locator('#ket-qua .more').click();
  await page.locator(RESULTS).nth(5).waitFor({ timeout: 10_000 });
  return [...(wanted.length > 5 ? [] : ['no more than five pages']), ...same('pages', await shown(page), wanted.slice(0, 15))];
}));

await check('engine: facets narrow, and the address keeps them', () => asked(`${search}?q=ke%20hoach`, async (page) => {
  await page.locator('#ket-qua .narrow summary').first().click();
  const choice = page.locator('#ket-qua .facet .choice', { hasText: 'Văn bản' }).first();
  await choice.waitFor({ timeout: 10_000 });
  const counted = Number(await choice.locator('.count').textContent());
  const ofDocuments = ({ page_kind: kind }) => kind === 'document';
  await choice.click();
  await page.locator('#ket-qua .facet .choice[aria-pressed=true]').waitFor({ timeout: 10_000 });
  const all = expected('ke hoach', ofDocuments), wanted = all.slice(0, 5), narrowed = await shown(page), address = page.url();
  await page.reload();
  await page.locator(RESULTS).first().waitFor({ timeout: 10_000 });
  return [
    ...same('count', counted, all.length), ...same('pages', narrowed, wanted), ...same('pages again', await shown(page), wanted),
    ...(address.includes('loai=document') ? [] : [`the address is ${address}`]),
  ];
}));

await check('engine: results are ordered by deadline', () => asked(`${search}?q=ke%20hoach&xep=han`, async (page) => {
  const due = (address) => service.lines.filter((line) => line.page === address && line.due && /ke/.test(line.folded) && /hoach/.test(line.folded)).map((line) => line.due).sort()[0] ?? '9';
  const days = (await shown(page)).map(due);
  return [...same('days', days, days.slice().sort()), ...(days[0] === '9' ? ['no page has a day'] : [])];
}));

await check('engine: what a reader types is text, wherever it comes back', () => asked(`${search}?q=dat%20dai`, async (page) => {
  await page.locator('form[role=search] input[name=q]:visible').last().fill('<img src=x> "xqzwv"');
  await page.waitForFunction((results) => !document.querySelector(results), RESULTS, { timeout: 10_000 });
  const last = service.questions.at(-1).q;
  return [...same('question', last, '<img src=x> "xqzwv"'), ...((await page.locator('#ket-qua img').count()) ? ['a tag became an element'] : [])];
}));

await check('engine: a service that is gone is said, and nothing breaks', async () => {
  service.close();
  const { page, complaints } = await open(browser, `${search}?q=dat%20dai`);
  const words = await page.locator('#ket-qua').getAttribute('data-failed');
  await page.waitForFunction((failed) => document.querySelector('#ket-qua [role=status]').textContent === failed, words, { timeout: 10_000 });
  await page.close();
  return complaints.filter((complaint) => complaint.startsWith('script:'));
});

await browser.close();
server.close();
rmSync(scratch, { recursive: true });
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
