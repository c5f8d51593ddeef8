// The built site in memory: its files by path, its pages as trees, its addresses resolved as a browser does.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'parse5';

// The base address that the site is built with ends with the same path.
const SERVED = 'http://site.invalid/a/b/';

export class Site {
  #trees = new Map();

  constructor(folder) {
    this.folder = folder;
    this.files = new Set(walk(folder, ''));
    this.pages = [...this.files].filter((path) => path.endsWith('.html')).sort();
    if (!this.files.has('index.html')) throw new Error(`${folder} has no index.html`);
    /** The public address, as robots.txt gives it: `https://…/`. */
    this.base = this.files.has('robots.txt') ? (/^Sitemap:\s*(\S+\/)sitemap\.xml\s*$/im.exec(this.text('robots.txt'))?.[1] ?? null) : null;
  }

  having(ending) {
    return [...this.files].filter((path) => path.endsWith(ending)).sort();
  }

  bytes(path) {
    return readFileSync(join(this.folder, path));
  }

  /** The text of a file, which must be UTF-8. */
  text(path) {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes(path));
  }

  /** Every element of a page in document order. */
  page(path) {
    if (!this.files.has(path)) throw new Error(`the site has no ${path}`);
    if (!this.#trees.has(path)) this.#trees.set(path, [...elements(parse(this.text(path), { sourceCodeLocationInfo: true }))]);
    return this.#trees.get(path);
  }

  byId(path, id) {
    return this.page(path).find((element) => element.attrs.id === id);
  }

  /** Where a relative address on a page leads: { path, id }, or { problem }. The same under a sub-path and from file://. */
  resolve(from, address) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return { problem: 'is not relative' };
    // A server shows 404.html at any address.
    if (from === '404.html' && address.startsWith('/a/b/')) return this.resolve(from, `./${address.slice('/a/b/'.length)}`);
    if (address.startsWith('/')) return { problem: 'is absolute' };
    const url = new URL(address, SERVED + encodeURI(from));
    if (!url.href.startsWith(SERVED)) return { problem: 'leaves the site' };
    let path, id;
    try {
      path = decodeURIComponent(url.href.slice(SERVED.length).replace(/[?#].*/s, ''));
      id = decodeURIComponent(url.hash.slice(1));
    } catch {
      return { problem: 'has a broken % escape' };
    }
    if (path === '' || path.endsWith('/')) return { problem: 'names a folder: from file:// it needs index.html' };
    if (!this.files.has(path)) return { problem: `leads to no file (${path})` };
    if (id && path.endsWith('.html') && !this.byId(path, id)) return { problem: `${path} has no id “${id}”` };
    return { path, id };
  }

  /** The links of a page that lead to `path` (a string or a pattern), resolved. */
  linksTo(from, path) {
    return this.page(from)
      .filter((element) => element.name === 'a' && element.attrs.href !== undefined)
      .map((element) => this.resolve(from, element.attrs.href))
      .filter((to) => to.path !== undefined && (path instanceof RegExp ? path.test(to.path) : path === to.path));
  }
}

function walk(folder, below) {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(folder, `${below}${entry.name}/`) : [below + entry.name],
  );
}

function* elements(node, parent = null) {
  let within = parent;
  if (node.tagName) {
    within = {
      name: node.tagName,
      attrs: Object.fromEntries(node.attrs.map((attr) => [attr.prefix ? `${attr.prefix}:${attr.name}` : attr.name, attr.value])),
      line: node.sourceCodeLocation?.startLine ?? 0,
      parent,
      get text() {
        return text(node).replace(/\s+/g, ' ').trim();
      },
    };
    yield within;
  }
  for (const child of node.childNodes ?? []) yield* elements(child, within);
  if (node.content) yield* elements(node.content, within);
}

const text = (node) => (node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(text).join(''));

export const hasClass = (element, name) => (element.attrs.class ?? '').split(/\s+/).includes(name);

export function inside(element, ancestor) {
  for (let at = element.parent; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** `<a href="…">`, line 12: enough to find the element in its page. */
export const show = (path, element) => {
  const attrs = ['id', 'class', 'href', 'src'].filter((name) => element.attrs[name] !== undefined);
  return `${path}:${element.line} <${element.name}${attrs.map((name) => ` ${name}="${element.attrs[name]}"`).join('')}>`;
};
