// The queries of the rig: what a citizen would type, by class, each with every plan that answers it.
// Answers come from the texts themselves, never from a search.
import { dice, documentAt, DOCUMENTS, pick, plan } from './corpus.mjs';
import { fold } from './fold.mjs';

const words = (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const line = (text) => ` ${words(fold(text)).join(' ')} `;
/** Does a row say it, or all of it? What is asked of every row of a corpus is folded once. */
const says = (phrase, wanted = line(phrase)) => (row) => row.line.includes(wanted);
const saysAll = (some, wanted = some.map((word) => line(word))) => (row) => wanted.every((word) => row.whole.includes(word));

/** Words that stand together in a task, without a break of the sentence. */
function phrase(roll, task, count) {
  const parts = task.text.split(/[.;,]/).map(words).filter((part) => part.length >= count);
  if (!parts.length) return null;
  const part = pick(roll, parts), from = roll(part.length - count + 1);
  return part.slice(from, from + count).join(' ');
}

/** Three pairs of words of a task, in their order, with gaps between them. */
function scattered(roll, task) {
  const all = words(task.text), step = Math.floor(all.length / 3);
  if (step < 3) return null;
  return [0, 1, 2].flatMap((part) => {
    const from = part * step + roll(step - 1);
    return all.slice(from, from + 2);
  });
}

const TONE_PLACES = [['òa', 'oà'], ['óa', 'oá'], ['ỏa', 'oả'], ['õa', 'oã'], ['ọa', 'oạ'], ['úy', 'uý'], ['ủy', 'uỷ'], ['ùy', 'uỳ'], ['ũy', 'uỹ'], ['ụy', 'uỵ']];
const otherTones = (text) => TONE_PLACES.reduce((now, [one, other]) => now.replaceAll(one, other), text);
const misspelt = (roll, text) => {
  const all = text.split(' '), at = all.map((word, i) => [word.length, i]).sort((a, b) => b[0] - a[0])[roll(2)][1], from = 1 + roll(all[at].length - 2);
  all[at] = all[at].slice(0, from) + 'xqzw'[roll(4)] + all[at].slice(from + 1);
  return all.join(' ');
};
const month = (task) => /^(?:Trong tháng|Đến hết tháng|Tháng) (\d\d\/\d{4})/.exec(task.deadline)?.[1];
const inMonth = (row, wanted) => month(row) === wanted || new RegExp(`\\d/${wanted}$`).test(row.deadline);
const place = ({ kind, name }) => `${kind} ${name}`;

/* Each makes of a plan and one of its tasks a query and what answers it, `task(row, plan)` or `page(plan)`; or nothing. */
const CLASSES = {
  'exact words': (roll, { tasks }, task) => asked(phrase(roll, task, 5 + roll(3))),
  'no diacritics': (roll, { tasks }, task) => asked(phrase(roll, task, 5 + roll(3)), fold),
  'NFD': (roll, { tasks }, task) => asked(phrase(roll, task, 5 + roll(3)), (text) => text.normalize('NFD')),
  'other tone place': (roll, _, task) => {
    const text = phrase(roll, task, 6);
    return text && otherTones(text) !== text ? asked(text, otherTones) : null;
  },
  'd for đ': (roll, _, task) => {
    const text = phrase(roll, task, 6);
    return text && /đ/.test(text) ? asked(text, (it) => it.replaceAll('đ', 'd')) : null;
  },
  'last word begun': (roll, _, task) => {
    const text = phrase(roll, task, 6), last = text?.split(' ').at(-1) ?? '';
    return last.length < 3 ? null : asked(text, (it) => it.slice(0, it.length - last.length + 2), { begun: true });
  },
  'phrase, not scattered': (roll, _, task) => asked(phrase(roll, task, 3), fold),
  'scattered words': (roll, _, task) => {
    const some = scattered(roll, task);
    return some && { text: fold(some.join(' ')), task: saysAll(some) };
  },
  'whole sentence': (roll, _, task) => asked(task.text.replace(/\.$/, ''), roll(2) ? fold : (it) => it),
  'deadline and task': (roll, _, task) => {
    const some = phrase(roll, task, 4);
    if (!some || task.deadline.length < 12) return null;
    const due = month(task), wanted = line(task.deadline), has = says(some);
    const fits = (row) => (due ? inMonth(row, due) : line(row.deadline).includes(wanted));
    return { text: fold(`${some} ${task.deadline}`), task: (row) => has(row) && fits(row) };
  },
  'month and task': (roll, _, task) => {
    const some = phrase(roll, task, 3), due = month(task);
    if (!some || !due) return null;
    const [m, y] = due.split('/'), typed = pick(roll, [`tháng ${due}`, `${+m}/${y}`, `T${+m} ${y}`, `tháng ${+m} năm ${y}`, `tháng ${m}-${y}`]);
    const has = says(some);
    return { text: `${typed} ${some}`, task: (row) => has(row) && inMonth(row, due) };
  },
  'agency and task': (roll, { home }, task) => {
    const some = phrase(roll, task, 3);
    const has = some && says(some);
    return some && { text: fold(`${some} ${place(home)}`), task: (row, of) => of.home.id === home.id && has(row) };
  },
  'lead, place and task': (roll, { home }, task) => {
    const some = phrase(roll, task, 3), has = some && says(some), fits = (row, of) => row.lead === task.lead && of.home.id === home.id && has(row);
    return some && { text: `${task.lead} ${place(home)} ${some}`, task: fits };
  },
  'title': (roll, { title, home }) => {
    const wanted = line(title);
    return { text: fold(`${title} ${home.name}`), page: (of) => of.home.id === home.id && line(of.title).includes(wanted) };
  },
  'number of a plan': (roll, { number, home, date }) => {
    const n = number.split('/')[0], year = roll(3) === 0 ? date.slice(0, 4) : '';
    const typed = pick(roll, [number, `${n}/KH-UBND`, `kh ${+n}`, `kế hoạch số ${n}`, `${n} kh ubnd`, `${n}-kh-ubnd`]);
    const fits = (of) => of.home.id === home.id && of.number === number && (!year || of.date.startsWith(year));
    return { text: `${typed} ${fold(place(home))} ${year}`.trim(), page: fits };
  },
  'number of a document': (roll, { cited }) => {
    const [n, symbol] = cited.number.split('/'), [type, by] = symbol.split('-');
    const typed = pick(roll, [cited.number, `${type} ${n}`, `${n} ${type} ${by}`, `${cited.type} ${n}`, `${cited.type} số ${n}`, `${n}/${symbol.toLowerCase()}`, n]);
    return { text: roll(2) ? fold(typed) : typed, document: (one) => one.number.split('/')[0] === n && (typed === n || one.number === cited.number) };
  },
  'one letter wrong': (roll, _, task) => {
    const text = phrase(roll, task, 5);
    return text && asked(text, (it) => misspelt(roll, fold(it)));
  },
};

/* Well asked: few texts say it, or whoever asks cannot mean one of them. */
const FEW = 12;

function asked(text, typed = (it) => it, { begun = false } = {}) {
  if (!text) return null;
  const start = begun ? line(typed(text)).trimEnd() : line(text);
  return { text: typed(text), begun, task: (row) => row.line.includes(start) };
}

/** `{ kind, text, right: [address] }`, as many of each class as asked for. */
export function queries(plans, each) {
  const wanted = [];
  Object.entries(CLASSES).forEach(([kind, make], nth) => {
    const roll = dice(9_000 + nth);
    for (let made = 0, tries = 0; made < 3 * each && tries < 100 * each; tries++) {
      const of = plan(roll(plans)), query = make(roll, of, pick(roll, of.tasks));
      if (!query) continue;
      wanted.push({ kind, right: new Set(), rows: new Set(), ...query });
      made++;
    }
  });
  for (let at = 0; at < plans; at++) {
    const of = plan(at);
    of.tasks.forEach((task) => {
      const { text, lead, support, deadline, product } = task;
      task.line = line(text);
      // Words that do not stand together may stand anywhere in the row.
      task.whole = line([text, lead, support, deadline, product].join(' '));
    });
    for (const query of wanted) {
      if (query.right.size > FEW) continue;
      if (query.page?.(of)) query.right.add(of.address);
      if (!query.task) continue;
      for (const task of of.tasks) {
        if (query.task(task, of)) {
          query.right.add(of.address);
          query.rows.add(`${of.address}#${task.anchor}`);
        }
      }
    }
  }
  const documents = Array.from({ length: DOCUMENTS }, (_, at) => documentAt(at));
  for (const query of wanted.filter((one) => one.document)) {
    documents.filter(query.document).forEach((one) => query.right.add(`van-ban/${one.slug}/`));
  }
  const fair = wanted.filter(({ right }) => right.size > 0 && right.size <= FEW);
  return Object.keys(CLASSES).flatMap((kind) => fair.filter((one) => one.kind === kind).slice(0, each))
    .map(({ kind, text, right, rows }) => ({ kind, text, right: [...right], rows: [...rows] }));
}
