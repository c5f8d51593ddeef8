// Feed, sitemap, pictures, JSON and CSV are well-formed, and their addresses exist.
import { parse as parseCsv } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { attempt, check } from './check.mjs';

const ATOM = 'http://www.w3.org/2005/Atom';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';

export default async function data(site) {
  await check('every XML and SVG file is well-formed', () =>
    ['.xml', '.svg'].flatMap((ending) => site.having(ending)).flatMap((path) => attempt(path, () => void xml(site.text(path)))),
  );

  await check('every JSON file parses', () =>
    ['.json', '.jsonld', '.geojson', '.webmanifest']
      .flatMap((ending) => site.having(ending))
      .flatMap((path) => attempt(path, () => void JSON.parse(site.text(path)))),
  );

  await check('every CSV file has a header, and rows as wide as it', () =>
    site.having('.csv').flatMap((path) =>
      attempt(path, () => {
        const [header] = parseCsv(site.text(path), { bom: true });
        if (!header?.every(Boolean)) return ['a column has no name'];
        return new Set(header).size === header.length ? [] : ['two columns have one name'];
      }),
    ),
  );

  await check('feed.xml is an Atom feed whose links lead to pages', () => {
    const all = xml(site.text('feed.xml'));
    const [feed] = all;
    const problems = feed.uri === ATOM && feed.name === 'feed' ? [] : ['the root is not an Atom feed'];
    const entries = all.filter((element) => element.name === 'entry');
    if (entries.length === 0) problems.push('no entry');
    for (const parent of [feed, ...entries]) {
      for (const name of ['id', 'title', 'updated']) {
        const found = all.filter((element) => element.parent === parent && element.name === name && element.text.trim());
        if (found.length !== 1) problems.push(`${parent.name} on line ${parent.line} needs one ${name}`);
      }
    }
    for (const { text } of all.filter((element) => element.name === 'updated')) {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text)) problems.push(`“${text}” is not a date-time`);
    }
    const ids = entries.map((entry) => all.find((element) => element.parent === entry && element.name === 'id')?.text);
    if (new Set(ids).size !== ids.length) problems.push('two entries have one id');
    for (const link of all.filter((element) => element.name === 'link')) problems.push(...leads(site, 'feed.xml', link.attrs.href));
    return problems;
  });

  await check('sitemap.xml lists pages of the site once each, every plan and document among them', () => {
    const all = xml(site.text('sitemap.xml'));
    if (all[0].uri !== SITEMAP || all[0].name !== 'urlset') return ['the root is not a urlset'];
    const { base } = site;
    if (!base) return ['robots.txt does not name the sitemap'];
    const locations = all.filter((element) => element.name === 'loc').map((element) => element.text.trim());
    const problems = locations.flatMap((address) => leads(site, 'sitemap.xml', address));
    if (new Set(locations).size !== locations.length) problems.push('an address twice');
    const listed = new Set(locations.map((address) => pathOf(base, address)));
    for (const path of site.pages) {
      if (/^(ke-hoach\/[^/]+|van-ban)\/[^/]+\/index\.html$/.test(path) && !listed.has(path)) problems.push(`${path} is not listed`);
    }
    return problems;
  });
}

/** An absolute address of the site, or a relative one, must be a file of it. */
function leads(site, from, address) {
  const { base } = site;
  if (address && base && address.startsWith(base)) {
    const path = pathOf(base, address);
    return site.files.has(path) ? [] : [`${from}: ${address} leads to no file`];
  }
  const { problem } = site.resolve(from, address ?? '');
  return problem ? [`${from}: ${address} ${problem}`] : [];
}

const pathOf = (base, address) =>
  decodeURIComponent(address.slice(base.length).replace(/[?#].*/s, '')).replace(/(^|\/)$/, '$1index.html');

/** The elements of an XML text in document order; the first thing that is not well-formed is thrown. */
function xml(text) {
  const elements = [];
  let open = null;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attrs = Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
    open = { name: tag.local, uri: tag.uri, attrs, text: '', line: parser.line, parent: open };
    elements.push(open);
  });
  parser.on('text', (more) => {
    if (open) open.text += more;
  });
  parser.on('closetag', () => {
    open = open.parent;
  });
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return elements;
}
