// Chromium as installed, the two screens, and which pages stand for every type of page.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const SCREENS = [{ width: 360, height: 740 }, { width: 1280, height: 900 }];

/** No browser is a failure, never a reason to skip. */
export async function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
}

/** Every plan, and the largest and smallest page of each type. */
export function samples(site) {
  const types = new Map();
  for (const path of site.pages) {
    const type = typeOf(path);
    types.set(type, [...(types.get(type) ?? []), path]);
  }
  const size = (path) => statSync(join(site.folder, path)).size;
  const chosen = [...types].flatMap(([type, paths]) => {
    if (type === PLAN) return paths;
    const ordered = paths.sort((a, b) => size(b) - size(a));
    return ordered.length > 1 ? [ordered[0], ordered.at(-1)] : ordered;
  });
  return chosen.sort();
}

const PLAN = 'ke-hoach/*/*/index.html';

// Pages at one depth of one folder are of one type, as ke-hoach/x/y/index.html.
function typeOf(path) {
  const [top, ...rest] = path.split('/');
  if (rest.length === 0) return path;
  return [top, ...rest.map((part) => (/^(index\.html|phien-ban|so-sanh)$/.test(part) ? part : '*'))].join('/');
}

/** A page that remembers what its console and network complained of. */
export async function open(context, url) {
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    // What did not load is told once, by its response or failed request.
    const wrong = message.type() === 'error' && !message.text().startsWith('Failed to load resource');
    if (wrong) complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A page that is left takes its unfinished requests with it.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()} ${why}`);
  });
  page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`));
  const origin = url.startsWith('file:') ? 'file:' : new URL(url).origin;
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) complaints.push(`third party: ${request.url()}`);
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, complaints };
}

export const wide = ({ width, height }) => `${width}×${height}`;
