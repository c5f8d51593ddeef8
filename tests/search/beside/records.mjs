// The corpus as other engines are given it: a page of HTML or rows for each plan, and the documents that plans cite.
import { documentAt, DOCUMENTS, plan } from '../corpus.mjs';

const CHUNK = 100;

/** Plans, a hundred at a time, so that the corpus is not in memory beside the index. */
export function* plansOf(count) {
  for (let from = 0; from < count; from += CHUNK) yield Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) => plan(from + i));
}

export const documents = () => Array.from({ length: DOCUMENTS }, (_, at) => documentAt(at)).map((one) => ({
  address: `van-ban/${one.slug}/`, number: `${one.type} số ${one.number}`, issuer: one.by, date: dayOf(one.date), title: one.title,
}));

const dayOf = ([y, m, d]) => `${String(d).padStart(2, '0')}/${String(m).padStart(2, '0')}/${y}`;

/** What stands above the tasks of a plan. */
export const headOf = ({ address, title, number, home, date }) => ({
  address, title, number: `Kế hoạch số ${number}`, issuer: home.short, date: dayOf(date.split('-').map(Number)),
});

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const cells = (tag, list) => list.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('');
/** What weighs most stands in the heading. */
export const named = ({ number, title }) => `${number} – ${title}`;

const html = ({ title, number, issuer, date }, table) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><main data-pagefind-body>
<h1>${escaped(named({ number, title }))}</h1>
<p>${escaped(issuer)} · ${date}</p>
${table}</main></body></html>
`;

export const documentPage = (one) => html(one, '');

/** As the site shows a plan, but for its prose and basis, which nobody asks about here. */
export function planPage(of) {
  const rows = of.tasks.map(({ anchor, text, lead, support, deadline, product }, i) => (
    `<tr id="${anchor}">${cells('td', [String(i + 1), text, lead, support, deadline, product])}</tr>\n`
  ));
  return html(headOf(of), `<table>
<thead><tr>${cells('th', ['STT', 'Nhiệm vụ', 'Chủ trì', 'Phối hợp', 'Thời hạn', 'Sản phẩm'])}</tr></thead>
<tbody>
${rows.join('')}</tbody></table>
`);
}
