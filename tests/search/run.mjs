// node run.mjs SITE PLANS [--each N] [--cold N] [--slow N] [--beside] [--verbose] [--at-1 X] [--at-5 X]: asks a site of the corpus
// and says how well it answered. SITE may hold only what a search loads. `--beside` builds other engines over the same corpus and asks
// them the same; `--slow` waits for first results over a weak signal; less success than `--at-1` and `--at-5` is a failure.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch } from '../browser/browser.mjs';
import { cold, slow, warm } from './ask.mjs';
import { indexOf, ours } from './ours.mjs';
import { queries } from './queries.mjs';
import { serve } from './serve.mjs';
import { at, beside, byClass, classesBeside, median, successOf } from './table.mjs';

const option = (name, otherwise) => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
};
const [site, plans] = [resolve(process.argv[2]), Number(process.argv[3])];
const verbose = process.argv.includes('--verbose');
const asked = queries(plans, option('each', 25));

/** As many of the queries as wanted, of all classes. */
const some = (count) => (count > 0 ? asked.filter((_, i) => i % Math.max(1, Math.floor(asked.length / count)) === 0).map(({ text }) => text) : []);

/** What an engine answers to everything that is asked, and what that takes. */
async function measure(engine, onWrong) {
  const server = await serve(engine.folder, engine.policy), browser = await launch();
  try {
    const kinds = await warm(browser, server, engine, asked, onWrong);
    const first = await cold(browser, server, some(option('cold', 34))), waited = await slow(browser, server, some(option('slow', 0)));
    return { engine, index: indexOf(engine), kinds, first, waited };
  } finally {
    await browser.close();
    server.close();
  }
}

/** For whoever wants to know why an engine is wrong. */
const tell = ({ kind, text, right }, place, pages, row) => console.log(`${kind}: “${text}” at ${place + 1}; right ${right.slice(0, 2).join(' ')}; got ${pages[0]} ${row}`);
const own = await measure(ours(site), verbose ? tell : undefined);
printOwn(own);
if (process.argv.includes('--beside')) await printBeside(own);
judge(successOf(own.kinds));

function printOwn({ index, kinds, first, waited }) {
  console.log(`\n${byClass(plans, kinds)}`);
  const bytes = first.map((one) => one.bytes), requests = first.map((one) => one.requests);
  console.log(`\nfirst query: ${Math.round(median(bytes) / 1000)} KB median, ${Math.round(at(bytes, 0.95) / 1000)} KB at 95 %, ${median(requests)} requests median, ${at(requests, 0.95)} at 95 %, ${median(first.map(({ took }) => took))} ms on loopback`);
  console.log(`index: ${index.files} files`);
  if (waited.length) console.log(`first result at 1.6 Mbit/s and 150 ms: ${Math.round(median(waited))} ms median, ${Math.round(at(waited, 0.95))} ms at 95 %`);
  if (!verbose) return;
  for (const one of [...first].sort((a, b) => b.bytes - a.bytes).slice(0, 3)) console.log(one.text, one.bytes, one.files.map(([path, size]) => `${path}:${size}`).join(' '));
}

async function printBeside(measured) {
  // Only this needs what `npm ci --prefix tests/search` installs.
  const { build, OTHERS } = await import('./beside/build.mjs');
  const all = [measured];
  for (const attempts of OTHERS) {
    for (const attempt of attempts) {
      const work = mkdtempSync(join(tmpdir(), 'niemyet-search-'));
      console.error(`${attempt.name}: building and asking`);
      try {
        all.push(await measure(build(attempt, work, plans)));
        break;
      } catch (why) {
        console.log(`\n${attempt.name}: ${why.message.split('\n')[0]}`);
      } finally {
        rmSync(work, { recursive: true });
      }
    }
  }
  console.log(`\n${beside(plans, all)}\n\n${classesBeside(plans, all)}`);
}

function judge(reached) {
  ['at-1', 'at-5'].forEach((name, i) => {
    if (reached[i] >= option(name, 0)) return;
    console.log(`success ${name} is ${reached[i]}, less than ${option(name, 0)}`);
    process.exitCode = 1;
  });
}
