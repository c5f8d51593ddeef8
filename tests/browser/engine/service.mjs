// A service on loopback that answers as Meilisearch does, from the lines of a built site: what the engine beside it asks.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/* The lines of a site, and every question that is asked. */
export async function answer(folder) {
  const parts = JSON.parse(readFileSync(join(folder, 'du-lieu/tim-kiem/manifest.json'), 'utf8')).files;
  const text = parts.map(({ path }) => readFileSync(join(folder, 'du-lieu/tim-kiem', path), 'utf8')).join('');
  const lines = text.split('\n').filter(Boolean).map((line) => JSON.parse(line)), questions = [];
  const server = createServer(async (request, response) => {
    // A page of another origin asks first whether it may.
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type' };
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
    let body = '';
    for await (const piece of request) body += piece;
    const question = JSON.parse(body);
    questions.push(question);
    response.writeHead(200, { ...cors, 'Content-Type': 'application/json' }).end(JSON.stringify(found(lines, question)));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, lines, questions, close: () => server.close() };
}

export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/* The values of a line's field, one, several or none. */
const values = (line, field) => [].concat(line[field] ?? []);

function holds(line, condition) {
  const [, field, operator, written] = /^(\w+) (=|IN) (.+)$/.exec(condition);
  const wanted = [].concat(JSON.parse(written));
  return (operator === 'IN') === Array.isArray(JSON.parse(written)) && values(line, field).some((value) => wanted.includes(value));
}

function found(lines, { q, filter = [], sort = [], distinct, limit = 20, page, hitsPerPage, facets = [], highlightPreTag, highlightPostTag }) {
  const words = fold(q).split(/[^a-z0-9]+/).filter(Boolean), day = ({ due = '9' }) => due;
  let hits = lines.filter((line) => words.every((word) => line.folded.includes(word)) && filter.every((condition) => holds(line, condition)));
  if (sort.length) hits = hits.sort((a, b) => Number(day(a) > day(b)) - Number(day(a) < day(b)));
  if (distinct) hits = hits.filter((line, i) => hits.findIndex((other) => other[distinct] === line[distinct]) === i);
  const facetDistribution = Object.fromEntries(facets.map((field) => {
    const counts = {};
    for (const line of hits) for (const value of values(line, field)) counts[value] = (counts[value] ?? 0) + 1;
    return [field, counts];
  }));
  const marked = (text) => text.split(/([\p{L}\p{M}\p{N}]+)/u)
    .map((piece, i) => (i % 2 && words.includes(fold(piece)) ? highlightPreTag + piece + highlightPostTag : piece)).join('');
  const formatted = (line) => ({ ...line, _formatted: { ...line, title: marked(line.title), text: marked(line.text) } });
  const [from, many] = hitsPerPage ? [(page - 1) * hitsPerPage, hitsPerPage] : [0, limit];
  const shown = hits.slice(from, from + many).map(formatted), counts = hitsPerPage
    ? { page, hitsPerPage, totalHits: hits.length, totalPages: Math.ceil(hits.length / hitsPerPage) }
    : { limit, offset: 0, estimatedTotalHits: hits.length };
  return { hits: shown, query: q, ...counts, facetDistribution, processingTimeMs: 1 };
}
