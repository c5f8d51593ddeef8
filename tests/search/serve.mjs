// A folder on loopback, under a policy, with a count of what each request moved.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json',
};
/** What a page has with or without a search. */
const NOT_SEARCH = new Set(['.html', '.css', '.svg']);

export const STRICT = "default-src 'self'; img-src 'self' data:";
export const STRICT_WITH_WASM = `${STRICT}; script-src 'self' 'wasm-unsafe-eval'`;

/** `moved` holds `[path, bytes]` of the files a search loads, as they lie on the disk; `packed` is what a server that compresses would send. */
export async function serve(folder, policy) {
  const moved = [], sizes = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://site.invalid').pathname);
    const file = join(folder, normalize(`${sep}${path}`), path.endsWith('/') ? 'index.html' : '');
    const stat = statSync(file, { throwIfNoEntry: false });
    const found = stat?.isFile();
    response.writeHead(found ? 200 : 404, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
    if (!found) return response.end();
    if (!NOT_SEARCH.has(extname(file))) moved.push([path, stat.size]);
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const packed = (path) => {
    if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(join(folder, path))).length);
    return sizes.get(path);
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, moved, packed, close: () => server.close() };
}
