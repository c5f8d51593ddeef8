// node run.mjs SITE PLANS [--each N] [--cold N] [--slow N] [--verbose]: asks a site of the corpus and says how well it answered.
// SITE may hold only what a search loads.
import { statSync, createReadStream, existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join, normalize, resolve, sep } from 'node:path';
import { queries } from './queries.mjs';

const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('playwright-core');

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const [site, plans] = [resolve(process.argv[2]), Number(process.argv[3])];
const each = option('each', 25), cold = option('cold', 34), slow = option('slow', 0), verbose = process.argv.includes('--verbose');

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

/** The site on loopback; what each request moved is counted. */
async function serve(folder) {
  const moved = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://site.invalid').pathname);
    const file = join(folder, normalize(`${sep}${path}`), path.endsWith('/') ? 'index.html' : '');
    const found = existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404, {
      'Content-Type': TYPES[/\.\w+$/.exec(file)?.[0]] ?? 'application/octet-stream', 'Content-Security-Policy': "default-src 'self'; img-src 'self' data:",
    });
    if (!found) return response.end();
    if (file.endsWith('.js')) moved.push([path, statSync(file).size]);
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, moved, close: () => server.close() };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** In the page: the addresses of the first results and of the rows under them. */
const ask = async (text) => {
  const started = performance.now();
  const found = await globalThis.niemyetSearch.search(text, { count: 10 });
  return {
    took: performance.now() - started,
    pages: found.results.map(({ address }) => address),
    row: found.results[0]?.rows[0] ? `${found.results[0].address}#${found.results[0].rows[0].anchor}` : null,
  };
};

const asked = queries(plans, each);
const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

// Warm: one page asks everything.
const page = await browser.newPage();
await page.goto(`${server.url}tim-kiem/index.html`);
await page.evaluate(() => globalThis.niemyetSearch ?? new Promise((loaded, failed) => {
  const script = Object.assign(document.createElement('script'), { src: '../giao-dien/search-engine.js', onload: loaded, onerror: failed });
  document.head.append(script);
}));
await page.evaluate(ask, 'kế hoạch');
const kinds = new Map();
for (const query of asked) {
  const { pages, row, took } = await page.evaluate(ask, query.text);
  const warm = (await page.evaluate(ask, query.text)).took;
  const place = pages.findIndex((address) => query.right.includes(address));
  if (!kinds.has(query.kind)) kinds.set(query.kind, []);
  kinds.get(query.kind).push({ place, took, warm, row: !query.rows.length || query.rows.includes(row) });
  if (verbose && place !== 0) console.log(`${query.kind}: “${query.text}” at ${place + 1}; right ${query.right.slice(0, 2).join(' ')}; got ${pages[0]} ${row}`);
}
await page.close();

// Cold: a new browser profile asks one question by the address of the page.
const spread = asked.filter((_, i) => i % Math.max(1, Math.floor(asked.length / cold)) === 0);
const first = [];
for (const { text } of spread) {
  const context = await browser.newContext(), one = await context.newPage();
  server.moved.length = 0;
  const started = Date.now();
  await one.goto(`${server.url}tim-kiem/index.html?q=${encodeURIComponent(text)}`);
  await one.waitForFunction(() => document.querySelector('#ket-qua li a[href]'), null, { timeout: 20_000 }).catch(() => console.log(`nothing shown for “${text}”`));
  const took = Date.now() - started;
  await one.waitForTimeout(100);
  first.push({ took, bytes: server.moved.reduce((sum, [, size]) => sum + size, 0), requests: server.moved.length, text, files: [...server.moved] });
  await context.close();
}

// Slow: the search page is open on a phone with a weak signal, and a first question is sent.
const WEAK_SIGNAL = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const waited = [];
for (const { text } of asked.filter((_, i) => slow > 0 && i % Math.ceil(asked.length / slow) === 0)) {
  const context = await browser.newContext(), one = await context.newPage();
  await one.goto(`${server.url}tim-kiem/index.html`);
  const network = await context.newCDPSession(one);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', WEAK_SIGNAL);
  waited.push(await one.evaluate(async (typed) => {
    const input = document.querySelector('form[role=search] input[name=q]'), box = document.getElementById('ket-qua');
    const shown = new Promise((seen) => {
      new MutationObserver(() => { if (box.querySelector('li a[href]')) seen(performance.now()); }).observe(box, { childList: true, subtree: true });
      setTimeout(() => seen(Infinity), 20_000);
    });
    const started = performance.now();
    input.value = typed;
    input.form.requestSubmit();
    return (await shown) - started;
  }, text));
  await context.close();
}
await browser.close();
server.close();

const share = (list, test) => (list.filter(test).length / list.length || 0).toFixed(3);
const line = (name, list) => {
  const mrr = list.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / list.length || 0;
  const s1 = share(list, ({ place }) => place === 0), s5 = share(list, ({ place }) => place >= 0 && place < 5);
  console.log(`| ${name} | ${list.length} | ${s1} | ${s5} | ${mrr.toFixed(3)} | ${share(list, ({ row }) => row)} | ${median(list.map(({ took }) => took)).toFixed(0)} | ${median(list.map(({ warm }) => warm)).toFixed(0)} |`);
  return [Number(s1), Number(s5)];
};
console.log(`\n| ${plans} plans | queries | success@1 | success@5 | MRR | right row first | ms | ms again |\n|---|--:|--:|--:|--:|--:|--:|--:|`);
for (const [kind, list] of kinds) line(kind, list);
const near = kinds.get('one letter wrong') ?? [];
const [s1, s5] = line('**all but misspelt**', [...kinds.values()].flat().filter((one) => !near.includes(one)));
const bytes = first.map((one) => one.bytes), requests = first.map((one) => one.requests);
console.log(`\nfirst query: ${Math.round(median(bytes) / 1000)} KB median, ${Math.round(at(bytes, 0.95) / 1000)} KB at 95 %, ${median(requests)} requests median, ${at(requests, 0.95)} at 95 %, ${median(first.map(({ took }) => took))} ms on loopback`);
const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
console.log(`index: ${files(join(site, 'tim-kiem'))} files`);
if (waited.length) console.log(`first result at 1.6 Mbit/s and 150 ms: ${Math.round(median(waited))} ms median, ${Math.round(at(waited, 0.95))} ms at 95 %`);
if (verbose) for (const one of first.sort((a, b) => b.bytes - a.bytes).slice(0, 3)) console.log(one.text, one.bytes, one.files.map(([path, size]) => `${path}:${size}`).join(' '));
const limits = { 'at-1': s1, 'at-5': s5 };
for (const [name, value] of Object.entries(limits)) {
  if (value < option(name, 0)) {
    console.log(`success ${name} is ${value}, less than ${option(name, 0)}`);
    process.exitCode = 1;
  }
}
