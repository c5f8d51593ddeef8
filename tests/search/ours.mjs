// Our own engine: a site, or what a search of it loads.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { costOf } from './beside/cost.mjs';
import { STRICT } from './serve.mjs';

/** In the page: loads the engine, as the search form does. */
const open = async () => {
  await (globalThis.niemyetSearch ?? new Promise((loaded, failed) => {
    const script = Object.assign(document.createElement('script'), { src: '../tim-kiem/root.js', onload: loaded, onerror: failed });
    document.head.append(script);
  }));
  globalThis.answer = async (text) => {
    const { results } = await globalThis.niemyetSearch.search(text, { count: 10 });
    return results.map(({ address, rows }) => ({ address, anchor: rows[0]?.anchor }));
  };
};

export const ours = (site) => ({ name: 'Niêm Yết', folder: site, index: 'tim-kiem', policy: STRICT, open, cost: costOf(site) });

/** Files and bytes of the index of an engine. */
export function indexOf({ folder, index }) {
  const files = readdirSync(join(folder, index), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return { files: files.length, bytes: files.reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0) };
}
