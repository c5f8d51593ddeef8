// node pagefind.mjs FOLDER PLANS pages|rows: the index of Pagefind over the corpus, with a page that asks it.
// `pages` is how a site is ordinarily indexed; `rows` has a record for each task and each head of a plan, without marks.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { fold } from '../fold.mjs';
import { difference, leaveCost, MEGABYTES, spent } from './cost.mjs';
import { documentPage, documents, headOf, named, planPage, plansOf } from './records.mjs';
import { writePage } from './write-page.mjs';

const [folder, plans, kind] = process.argv.slice(2);

const record = (address, title, words) => ({ url: `/${address}`, content: fold(words.join(' · ')), language: 'vi', meta: { title } });
const headRecord = (one) => record(one.address, named(one), [named(one), one.issuer, one.date]);

const KINDS = {
  pages: {
    add: (index, page) => index.addHTMLFile(page),
    ofDocument: (one) => [{ url: `/${one.address}`, content: documentPage(one) }],
    ofPlan: (of) => [{ url: `/${of.address}`, content: planPage(of) }],
  },
  rows: {
    add: (index, row) => index.addCustomRecord(row),
    ofDocument: (one) => [headRecord(one)],
    ofPlan: (of) => {
      const head = headOf(of);
      return [headRecord(head), ...of.tasks.map(({ anchor, text, lead, support, deadline, product }) => (
        record(`${of.address}#${anchor}`, text, [text, lead, support, deadline, product, head.title, head.issuer])
      ))];
    },
  },
};

/** The program that Pagefind starts does the work; Node only hands it the texts. */
const program = () => {
  try {
    return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')[0];
  } catch {
    return '';
  }
};

const must = ({ errors, ...rest }) => {
  if (errors.length) throw new Error(errors.join('; '));
  return rest;
};

const { add, ofDocument, ofPlan } = KINDS[kind];
const { index } = must(await createIndex({ forceLanguage: 'vi' }));
const before = spent(program());
let added = 0;
/** Ends with the program, which would go on with what it was given. */
const giveUp = (why) => {
  if (program()) process.kill(Number(program()), 'SIGKILL');
  console.error(`Error: ${why}`);
  process.exit(1);
};
process.on('SIGTERM', () => giveUp('ended by another'));
// Before the machine has no memory left for anything else; most is taken when the files are written.
const watch = setInterval(() => {
  const taken = difference(spent(program()), before)?.memory;
  if (taken > MEGABYTES * 1e6) giveUp(`more than ${MEGABYTES} MB of memory with ${added} of ${plans} plans added`);
}, 500);
const addAll = async (records) => (await Promise.all(records.map((one) => add(index, one)))).forEach(must);
await addAll(documents().flatMap(ofDocument));
for (const some of plansOf(Number(plans))) {
  await addAll(some.flatMap(ofPlan));
  added += some.length;
}
must(await index.writeFiles({ outputPath: join(folder, 'index') }));
leaveCost(folder, difference(spent(program()), before));
clearInterval(watch);
await close();
// Search boxes of Pagefind's own are no part of the index.
readdirSync(join(folder, 'index')).filter((name) => /^pagefind-(.*ui|highlight)\./.test(name)).forEach((name) => rmSync(join(folder, 'index', name)));
writePage(folder, `pagefind-${kind}`);
