// The page that asks another engine, beside the index in its folder.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** `engine` names the file of `page/` that exports `search`. */
export function writePage(folder, engine) {
  const page = join(folder, 'tim-kiem');
  mkdirSync(page, { recursive: true });
  for (const name of ['index.html', 'page.mjs', 'pagefind.mjs', 'minisearch-options.mjs']) copyFileSync(here(`../page/${name}`), join(page, name));
  copyFileSync(here(`../page/${engine}.mjs`), join(page, 'engine.mjs'));
  copyFileSync(here('../fold.mjs'), join(folder, 'fold.mjs'));
}
