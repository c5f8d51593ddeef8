// The site under /a/b/ on loopback, with the strictest policy a portal may set; `service` is what its scripts may ask besides.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.xml': 'application/xml', '.ics': 'text/calendar; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm',
};

export async function serve(folder, service = '') {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://site.invalid').pathname);
    // Browsers ask for it by themselves, of the portal and not of the site.
    if (path === '/favicon.ico') return response.writeHead(204).end();
    const file = path.startsWith('/a/b/') && fileAt(folder, path.slice('/a/b/'.length));
    response.writeHead(file ? 200 : 404, {
      'Content-Type': file ? (TYPES[extname(file)] ?? 'application/octet-stream') : TYPES['.html'],
      'Content-Security-Policy': `default-src 'self'; img-src 'self' data:${service && `; connect-src ${service}`}`,
      'X-Content-Type-Options': 'nosniff',
    });
    createReadStream(file || join(folder, '404.html')).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}/a/b/`, close: () => server.close() };
}

function fileAt(folder, path) {
  const file = join(folder, normalize(`${sep}${path}`), path === '' || path.endsWith('/') ? 'index.html' : '');
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}
