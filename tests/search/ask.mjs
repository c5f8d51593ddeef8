// Asks an engine in Chromium: all queries in one page, first queries in new profiles, and first queries over a weak signal.

const PAGE = 'tim-kiem/index.html';
/** An engine that found nothing says so; what it shows comes as soon as it is known. */
const SHOWN = '#ket-qua li a[href], #ket-qua [data-nothing]';
const PATIENCE = 20_000;
/** First queries of an engine that loads everything take minutes; these many are asked in any case. */
const FIRST = { most: 90_000, least: 3 };
/** An engine that needs longer for all queries is asked fewer of each class. */
const ALL = 5 * 60_000;

/** In the page: where the results lead, each page once, and the row that stands first. */
const results = async (text) => {
  const started = performance.now();
  const found = await globalThis.answer(text);
  const took = performance.now() - started;
  const pages = [...new Set(found.map(({ address }) => address))].slice(0, 10);
  return { took, pages, row: found[0]?.anchor ? `${found[0].address}#${found[0].anchor}` : null };
};

/** One query of each class, then another of each, and so on. */
function inTurns(asked) {
  const seen = new Map();
  const turn = asked.map(({ kind }) => seen.set(kind, (seen.get(kind) ?? 0) + 1).get(kind));
  return asked.map((query, i) => [turn[i], query]).sort((a, b) => a[0] - b[0]).map(([, query]) => query);
}

/** By class of queries: the place of the right page, the time of the first and of the second asking, and whether the row is right. */
export async function warm(browser, server, engine, asked, onWrong = () => {}) {
  const page = await browser.newPage();
  await page.goto(`${server.url}${PAGE}`);
  await page.evaluate(engine.open);
  await page.evaluate(results, 'kế hoạch');
  const kinds = new Map(asked.map(({ kind }) => [kind, []]));
  const began = Date.now();
  for (const query of inTurns(asked)) {
    if (Date.now() - began > ALL) break;
    const { pages, row, took } = await page.evaluate(results, query.text);
    const again = took > PATIENCE ? took : (await page.evaluate(results, query.text)).took;
    const place = pages.findIndex((address) => query.right.includes(address));
    kinds.get(query.kind).push({ place, took, again, row: !query.rows.length || query.rows.includes(row) });
    if (place !== 0) onWrong(query, place, pages, row);
  }
  await page.close();
  return kinds;
}

/** A new browser profile asks one question by the address of the page. */
export async function cold(browser, server, texts) {
  const answers = [], began = Date.now();
  for (const text of texts) {
    if (answers.length >= FIRST.least && Date.now() - began > FIRST.most) break;
    const context = await browser.newContext(), page = await context.newPage();
    server.moved.length = 0;
    const started = Date.now();
    await page.goto(`${server.url}${PAGE}?q=${encodeURIComponent(text)}`);
    const shown = page.waitForFunction((selector) => document.querySelector(selector), SHOWN, { timeout: 3 * PATIENCE });
    await shown.catch(() => console.log(`nothing shown for “${text}”`));
    const took = Date.now() - started;
    await page.waitForTimeout(100);
    const files = [...server.moved];
    answers.push({
      took, text, files, requests: files.length,
      bytes: files.reduce((sum, [, size]) => sum + size, 0), packed: files.reduce((sum, [path]) => sum + server.packed(path), 0),
    });
    await context.close();
  }
  return answers;
}

const WEAK_SIGNAL = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** In the page: sends a question and waits for a result. */
const send = async ([text, selector, patience]) => {
  const input = document.querySelector('form[role=search] input[name=q]'), box = document.getElementById('ket-qua');
  const shown = new Promise((seen) => {
    new MutationObserver(() => { if (document.querySelector(selector)) seen(performance.now()); }).observe(box, { childList: true, subtree: true });
    setTimeout(() => seen(Infinity), patience);
  });
  const started = performance.now();
  input.value = text;
  input.form.requestSubmit();
  return (await shown) - started;
};

/** The search page is open on a phone with a weak signal, and a first question is sent: until something is shown, in ms. */
export async function slow(browser, server, texts) {
  const waited = [];
  for (const text of texts) {
    const context = await browser.newContext(), page = await context.newPage();
    await page.goto(`${server.url}${PAGE}`);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', WEAK_SIGNAL);
    waited.push(await page.evaluate(send, [text, SHOWN, PATIENCE]));
    await context.close();
  }
  return waited;
}
