/* An engine of another kind behind the same page: it asks a Meilisearch server that holds `search.ndjson` with the settings
   of `meilisearch.json`. What `niemyetSearch` must answer stands at the head of `search.js`. */
(function () {
  'use strict';

  const SERVICE = 'https://tim.example.vn/indexes/ke-hoach/search', ROWS = 3, OPEN = '\u0001', CLOSE = '\u0002';
  /* Facets of the page: fields of a line. */
  const FIELDS = { issuer: 'issuer', year: 'year', kind: 'page_kind', agency: 'agency', month: 'month' };
  const LATEST_FIRST = ['year', 'month'];

  async function ask(question) {
    const headers = { 'Content-Type': 'application/json' }, body = JSON.stringify(question);
    const answer = await fetch(SERVICE, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error('HTTP ' + answer.status);
    return answer.json();
  }

  const pieces = (text) => text.split(/[\u0001\u0002]/);

  /* The first characters of a marked text; marks do not count. */
  function beginning(marked, length) {
    let left = length;
    return Array.from(marked).filter((c) => (c === OPEN || c === CLOSE ? left > 0 : left-- > 0)).join('');
  }

  const row = ({ page, address, own, agency = [], deadline = '', _formatted: { text } }) => ({
    anchor: address.slice(page.length + 1), text: pieces(beginning(text, own)), lead: [agency.join(', ')], deadline: [deadline],
  });

  function listed(facet, counts = {}) {
    const names = Object.entries(counts).map(([name, count]) => ({ name, count }));
    return names.sort(LATEST_FIRST.includes(facet) ? (a, b) => (a.name < b.name ? 1 : -1) : (a, b) => b.count - a.count);
  }

  async function search(text, { count = 5, verbatim = false, filters = {}, sort = '', facets = false } = {}) {
    const filter = Object.entries(FIELDS).filter(([facet]) => filters[facet]).map(([facet, field]) => field + ' = ' + JSON.stringify(filters[facet]));
    const asked = {
      q: verbatim ? '"' + text + '"' : text, sort: sort === 'due' ? ['due:asc'] : [],
      attributesToHighlight: ['title', 'text'], highlightPreTag: OPEN, highlightPostTag: CLOSE,
    };
    // The best line of each page; then the lines of the pages that are shown. By pages, the server counts all of them; of
    // agencies and months it counts those of the best lines.
    const best = await ask({ ...asked, filter, distinct: 'page', page: 1, hitsPerPage: count, facets: facets ? Object.values(FIELDS) : [] });
    const within = 'page IN ' + JSON.stringify(best.hits.map(({ page }) => page));
    const lines = best.hits.length ? (await ask({ ...asked, filter: [...filter, within], limit: 1000 })).hits : [];
    return {
      total: best.totalHits, atLeast: false, all: true, corrected: null, partly: true,
      facets: facets ? Object.fromEntries(Object.entries(FIELDS).map(([facet, field]) => [facet, listed(facet, best.facetDistribution[field])])) : null,
      results: best.hits.map(({ page, page_kind: kind, number = '', issuer = '', date = '', _formatted: { title } }) => ({
        address: page, kind, title: pieces(title), number, issuer, date,
        rows: lines.filter((line) => line.page === page && line.address !== page).slice(0, ROWS).map(row),
      })),
    };
  }

  window.niemyetSearch = { take() {}, search };
})();
