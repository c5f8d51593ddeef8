// The figures of engines as Markdown tables.

const sorted = (values) => [...values].sort((a, b) => a - b);
export const median = (values) => sorted(values)[Math.floor(values.length / 2)] ?? 0;
export const at = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const share = (list, test) => list.filter(test).length / list.length || 0;
const success = (list, within) => share(list, ({ place }) => place >= 0 && place < within);
const reciprocal = (list) => list.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / list.length || 0;

/** What was not asked, or what the system does not tell. */
const UNKNOWN = '–';
const MISSPELT = 'one letter wrong';
const SUM = '**all but misspelt**';
const spelt = (kinds) => [...kinds].filter(([kind]) => kind !== MISSPELT).flatMap(([, list]) => list);

/** Success at 1 and at 5 of every query that is not misspelt. */
export const successOf = (kinds) => [1, 5].map((within) => Number(success(spelt(kinds), within).toFixed(3)));

const row = (cells) => `| ${cells.join(' | ')} |`;
const head = (cells) => [row(cells), `|---|${'--:|'.repeat(cells.length - 1)}`];
const whole = (number) => number.toFixed(0);
const part = (number) => number.toFixed(3);

export function byClass(plans, kinds) {
  const line = (name, list) => row([
    name, list.length, part(success(list, 1)), part(success(list, 5)), part(reciprocal(list)), part(share(list, ({ row: right }) => right)),
    whole(median(list.map(({ took }) => took))), whole(median(list.map(({ again }) => again))),
  ]);
  return [
    ...head([`${plans} plans`, 'queries', 'success@1', 'success@5', 'MRR', 'right row first', 'ms', 'ms again']),
    ...[...kinds].map(([kind, list]) => line(kind, list)), line(SUM, spelt(kinds)),
  ].join('\n');
}

/** Success at 1 of each engine by class of queries. */
export function classesBeside(plans, measured) {
  const cell = (list) => (list.length ? part(success(list, 1)) : UNKNOWN);
  const line = (name, listOf) => row([name, ...measured.map(({ kinds }) => cell(listOf(kinds)))]);
  return [
    ...head([`success@1, ${plans} plans`, ...measured.map(({ engine }) => engine.name)]),
    ...[...measured[0].kinds.keys()].map((kind) => line(kind, (kinds) => kinds.get(kind))), line(SUM, spelt),
  ].join('\n');
}

const seconds = (waited) => (Number.isFinite(waited) ? `${(waited / 1000).toFixed(1)}` : 'none came');

/** What each engine finds, moves, waits for and costs. */
export function beside(plans, measured) {
  const kilobytes = (list, key) => whole(median(list.map((one) => one[key])) / 1000);
  const line = ({ engine, index, kinds, first, waited }) => {
    const all = spelt(kinds), { cpu, memory } = engine.cost ?? {};
    return row([
      engine.name, all.length, part(success(all, 1)), part(success(all, 5)), part(reciprocal(all)),
      kilobytes(first, 'bytes'), kilobytes(first, 'packed'), median(first.map(({ requests }) => requests)), whole(median(first.map(({ took }) => took))),
      waited.length ? seconds(median(waited)) : UNKNOWN, whole(median(all.map(({ again }) => again))),
      index.files, (index.bytes / 1e6).toFixed(1),
      cpu == null ? UNKNOWN : ((cpu * 1000) / plans).toFixed(2), memory == null ? UNKNOWN : whole(memory / 1000 / plans),
    ]);
  };
  return [
    ...head([
      `${plans} plans`, 'queries', 'success@1', 'success@5', 'MRR', 'first query, KB', 'compressed, KB', 'requests', 'first result, ms', 'at 1.6 Mbit/s, s', 'again, ms',
      'index files', 'index, MB', 'CPU a plan, ms', 'memory a plan, KB',
    ]),
    ...measured.map(line),
  ].join('\n');
}
