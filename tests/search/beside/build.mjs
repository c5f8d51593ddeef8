// Builds the other engines, each in a process of its own within limits of time and memory, and says how each is asked.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STRICT, STRICT_WITH_WASM } from '../serve.mjs';
import { costOf, MEGABYTES } from './cost.mjs';

const MINUTES = 20;

/** Each is built as its first attempt, or as the next where that one cannot be built or asked. */
export const OTHERS = [
  [{ name: 'Pagefind', by: 'pagefind', kind: 'pages', policy: STRICT_WITH_WASM }],
  [{ name: 'Pagefind, a record a row, folded', by: 'pagefind', kind: 'rows', policy: STRICT_WITH_WASM }],
  [
    { name: 'MiniSearch, a document a row', by: 'minisearch', kind: 'rows', policy: STRICT },
    { name: 'MiniSearch, a document a plan', by: 'minisearch', kind: 'plans', policy: STRICT },
  ],
];

/** In the page: a search of the engine beside it. */
const open = async () => {
  globalThis.answer = (await import(new URL('engine.mjs', document.baseURI))).search;
};

/** The engine as `ask.mjs` wants it; throws why it cannot be built. */
export function build({ name, by, kind, policy }, work, plans) {
  const folder = join(work, `${by}-${kind}`);
  mkdirSync(folder, { recursive: true });
  const script = fileURLToPath(new URL(`${by}.mjs`, import.meta.url));
  try {
    execFileSync(process.execPath, [`--max-old-space-size=${MEGABYTES}`, script, folder, String(plans), kind], {
      timeout: MINUTES * 60_000, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1e8,
    });
  } catch (why) {
    throw new Error(why.code === 'ETIMEDOUT' ? `not built in ${MINUTES} minutes` : `not built: ${reason(String(why.stderr))}`);
  }
  return { name, folder, index: 'index', policy, open, cost: costOf(folder) };
}

/** The line of what a failed program said that says why. */
const reason = (said) => /^.*(?:Error|FATAL|panicked).*$/m.exec(said)?.[0].trim() ?? said.trim().split('\n').at(-1);
