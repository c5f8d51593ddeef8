// Every address in the site's pages and styles leads to a file, and nothing is inline or from elsewhere.
import { check } from './check.mjs';
import { show } from './site.mjs';

const MAY_LEAVE = /^(https?|mailto|tel|webcal):/i;
const NOT_A_REQUEST = new Set(['canonical', 'license', 'author', 'external']);

export default async function links(site) {
  await check('every relative address leads to a file, every fragment to an id', () =>
    onEachElement(site, (path, element) => {
      return addresses(element).flatMap(({ address, request }) => {
        if (address.startsWith('data:') && element.name === 'img') return [];
        if (site.base && address.startsWith(site.base) && !isCanonical(element)) return [`names the site's own address: ${address}`];
        if (MAY_LEAVE.test(address)) return request ? [`asks a third party: ${address}`] : [];
        if (address === '' && request) return ['has an empty address'];
        const { problem } = site.resolve(path, address);
        return problem ? [`${address} ${problem}`] : [];
      });
    }),
  );

  await check('every address in a style leads to a file', () => {
    return site.having('.css').flatMap((path) => {
      const found = [...site.text(path).matchAll(/url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']/g)];
      return found
        .map((match) => match[1] ?? match[2])
        .filter((address) => !address.startsWith('data:') && site.resolve(path, address).problem)
        .map((address) => `${path}: ${address} ${site.resolve(path, address).problem}`);
    });
  });

  await check('no id twice in a page', () =>
    site.pages.flatMap((path) => {
      const seen = new Set();
      return site.page(path).flatMap((element) => {
        const { id } = element.attrs;
        if (id === undefined || !seen.has(id)) return seen.add(id) && [];
        return [`${show(path, element)}: the id is taken`];
      });
    }),
  );

  await check('no inline script, style or handler', () =>
    onEachElement(site, (_, element) => {
      const wrong = Object.keys(element.attrs).filter((name) => name === 'style' || /^on/.test(name));
      const data = /^application\/([a-z]+\+)?json$/.test(element.attrs.type ?? '');
      if (element.name === 'style') wrong.push('style element');
      if (element.name === 'script' && element.attrs.src === undefined && !data) wrong.push('script without src');
      if (element.name === 'script' && data) JSON.parse(element.text);
      if (element.name === 'base') wrong.push('base element');
      return wrong.map((name) => `inline ${name}`);
    }),
  );

  await check('a page has a language, a title, a charset and a viewport', () =>
    site.pages.flatMap((path) => {
      const page = site.page(path);
      const missing = {
        'html[lang]': page[0].attrs.lang,
        title: page.find((element) => element.name === 'title')?.text,
        'meta[charset]': page.find((element) => element.name === 'meta' && /^utf-8$/i.test(element.attrs.charset ?? '')),
        'meta[name=viewport]': page.find((element) => element.attrs.name === 'viewport'),
      };
      return Object.keys(missing).filter((key) => !missing[key]).map((key) => `${path}: no ${key}`);
    }),
  );
}

function onEachElement(site, problemsOf) {
  return site.pages.flatMap((path) =>
    site.page(path).flatMap((element) => problemsOf(path, element).map((problem) => `${show(path, element)}: ${problem}`)),
  );
}

const isCanonical = ({ name, attrs }) => name === 'link' && attrs.rel === 'canonical';

/** The addresses of an element, and whether a browser asks for them by itself. */
function addresses({ name, attrs }) {
  const found = [];
  const add = (address, request) => address !== undefined && found.push({ address: address.trim(), request });
  if (name === 'a' || name === 'area') add(attrs.href ?? attrs['xlink:href'], false);
  else if (name === 'link') add(attrs.href, !(attrs.rel ?? '').split(/\s+/).some((rel) => NOT_A_REQUEST.has(rel)));
  else add(attrs.href ?? attrs['xlink:href'], true);
  for (const key of ['src', 'data', 'poster', 'action', 'formaction', 'background']) {
    if (key !== 'data' || name === 'object') add(attrs[key], true);
  }
  for (const part of (attrs.srcset ?? '').split(',')) if (part.trim()) add(part.trim().split(/\s+/)[0], true);
  return found;
}
