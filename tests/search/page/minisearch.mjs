// Asks an index of MiniSearch, loaded whole when it is first asked.
import MiniSearch from '../index/minisearch.js';
import { OPTIONS, TRIES } from './minisearch-options.mjs';

let loading = null;

const load = async () => MiniSearch.loadJSON(await (await fetch('../index/index.json')).text(), OPTIONS);

export async function search(text) {
  loading ??= load();
  const index = await loading;
  for (const how of TRIES) {
    const found = index.search(text, how);
    if (found.length) return found.map(({ address, anchor, shown }) => ({ address, anchor, title: shown }));
  }
  return [];
}
