// node minisearch.mjs FOLDER PLANS rows|plans: the index of MiniSearch over the corpus, with a page that asks it.
// `rows` has a document for each task and each head of a plan; `plans` one for each plan, for corpora that rows are too many of.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { leaveCost, spent } from './cost.mjs';
import { OPTIONS } from '../page/minisearch-options.mjs';
import { documents, headOf, plansOf } from './records.mjs';
import { writePage } from './write-page.mjs';

const [folder, plans, kind] = process.argv.slice(2);

const head = (of) => ({ ...of, due: of.date, shown: of.title });
const row = ({ text, lead, support, deadline, product }) => ({ text, lead, due: deadline, other: `${support} ${product}` });

const KINDS = {
  rows: (of) => {
    const { address, issuer } = headOf(of);
    return [head(headOf(of)), ...of.tasks.map((task) => ({ address, anchor: task.anchor, issuer, shown: task.text, ...row(task) }))];
  },
  plans: (of) => {
    const rows = of.tasks.map(row), joined = (field) => rows.map((one) => one[field]).join('\n');
    return [{ ...head(headOf(of)), text: joined('text'), lead: joined('lead'), due: `${headOf(of).date}\n${joined('due')}`, other: joined('other') }];
  },
};

let id = 0;
const numbered = (one) => ({ id: id++, ...one });
const before = spent('self');
const cpu = { user: 0, system: 0 };
/** The corpus is made in between, and does not count. */
const counted = (work) => {
  const from = process.cpuUsage(), made = work(), { user, system } = process.cpuUsage(from);
  cpu.user += user;
  cpu.system += system;
  return made;
};

const index = new MiniSearch(OPTIONS);
const add = (some) => counted(() => index.addAll(some.map(numbered)));
add(documents().map(head));
for (const some of plansOf(Number(plans))) add(some.flatMap(KINDS[kind]));
const json = counted(() => JSON.stringify(index));
const memory = before && spent('self').memory - before.memory;
mkdirSync(join(folder, 'index'), { recursive: true });
writeFileSync(join(folder, 'index/index.json'), json);
copyFileSync(fileURLToPath(new URL('../node_modules/minisearch/dist/es/index.js', import.meta.url)), join(folder, 'index/minisearch.js'));
leaveCost(folder, { cpu: (cpu.user + cpu.system) / 1e6, memory });
writePage(folder, 'minisearch');
