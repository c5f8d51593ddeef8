/* The search form of every page, and the results of the search page; `search-engine.js`, at the head of the index, finds
   them and is loaded when the reader first asks. On a page without the box #ket-qua this only mends the form's address on a
   disk. The box carries the words in data-*: found {n}, over {n}, some, none {q}, corrected {q}, verbatim {q}, advice (parted
   by |), searching, more, failed, unsupported, plan, document, agency, deadline {x}, lead {x}, narrow, all, order, relevance,
   due, among {n}, by-issuer, by-year, by-kind, by-agency, by-month.

   The engine is the theme's `search-engine.js`; a theme with another one keeps this page. It sets one global,
   `niemyetSearch`, with two functions. `take()` is called by files of the index that a build writes; an engine that has no
   use for them does nothing there. The first call comes from the end of the engine's own file, so the global is set by then;
   and after a promise that failed the file may run again, so it declares nothing outside a function. `search(text, set)`
   promises what was found:

     text   as the reader typed it
     set    count     results to give: 5, then 10 more each time the reader asks
            open      the last word may still be being typed; true where it is left out, as when a search that said false
                      found nothing
            verbatim  look for these very words, correct none
            filters   { issuer, year, kind, agency, month }: what results are narrowed to, by the names that facets have;
                      one that is missing or '' narrows nothing
            sort      '' by relevance, 'due' by deadline, the earliest first
            facets    whether the reader sees them: without, an engine may leave them out

     found  results   at most `count`, the best first
            total     how many there are; while there are more than results, the page offers more
            atLeast   there may be more than the total
            all       the first result has all the words
            corrected what was looked for in place of the text, else null
            facets    null, or { issuer, year, kind, agency, month } in the order to show, each a list of { name, count }
                      in the order to show; kinds as below, months as 2025-11
            partly    the facets count only some of the results

     result address   of the page: from the root of the site with a slash at the end, `ke-hoach/x/75-2025/`; or a whole one
            kind      'plan', 'document' or 'agency'
            title     pieces
            number, issuer   text, '' where there is none
            date      ISO as far as it is known: 2025-10-13, 2025 or ''
            rows      the tasks, targets and sections that say it, the best first:
                      { anchor, text, lead, deadline }, the anchor without `#`, the others pieces, [''] where there is none

   Pieces are a text in a list, every second one marked: ['Rà soát ', 'đất đai', '']. They are shown as text, never as
   HTML. Where the promise fails, the page says so, and that the browser is too old where the message says `unsupported`. */
(function () {
  'use strict';

  const FIRST = 5, MORE = 10, SHOWN = 8;
  /* Parts of the address: what the engine calls them. */
  const FILTERS = { 'co-quan': 'issuer', nam: 'year', loai: 'kind', 'don-vi': 'agency', thang: 'month' };

  function start() {
    const base = document.documentElement.dataset.root || '', box = document.getElementById('ket-qua');
    // A folder on a disk has no index page of its own.
    const page = location.protocol === 'file:' ? 'index.html' : '';
    const forms = Array.from(document.querySelectorAll('form[role="search"]'));
    forms.forEach((form) => { form.action = base + 'tim-kiem/' + page; });
    if (!box) return;

    const inputs = forms.map((form) => form.elements.namedItem('q'));
    const say = (name, values) => (box.dataset[name] || '').replace(/\{(\w+)\}/g, (_, key) => values[key]);
    const make = (tag, given, ...children) => {
      const element = Object.assign(document.createElement(tag), given);
      element.append(...children.filter((child) => child !== ''));
      return element;
    };
    const status = make('p', { className: 'status' }), hint = make('div', { className: 'hint' });
    const order = make('p', { className: 'order', hidden: true }), groups = make('div', {});
    const narrow = make('details', { className: 'narrow', hidden: true }, make('summary', {}, say('narrow')), groups);
    const list = make('ol', { className: 'results' });
    const more = make('button', { type: 'button', className: 'more', hidden: true }, say('more'));
    status.setAttribute('role', 'status');
    // Only the count is read aloud, not every result.
    box.removeAttribute('aria-live');
    box.append(status, hint, order, narrow, list, more);

    const marked = (text) => text.map((piece, i) => (i % 2 ? make('mark', {}, piece) : piece));
    const plain = (iso) => {
      const [y, m, d] = iso.split('-');
      return d ? d + '/' + (+m < 3 ? m : +m) + '/' + y : iso;
    };
    const fact = (name, text) => {
      const [before, after = ''] = (box.dataset[name] || '{x}').split('{x}');
      return text.join('') ? make('span', { className: name }, before, ...marked(text), after) : '';
    };
    // A page of another site has its whole address, and is named by the link to its site on this page.
    const place = (address) => (/^https?:/.test(address) ? address : base + address + page);
    const sites = Array.from(document.querySelectorAll('[data-site]'));
    const source = (address) => (sites.find((site) => address.startsWith(site.getAttribute('href'))) || { dataset: {} }).dataset.site;
    const row = (address, { anchor, text, lead, deadline }) => make('li', {},
      make('a', { href: place(address) + (anchor && '#' + encodeURIComponent(anchor)) }, ...marked(text)),
      fact('deadline', deadline), fact('lead', lead));
    const card = ({ address, kind, title, number, issuer, date, rows }) => make('li', { className: 'result ' + kind },
      make('h2', {}, make('a', { href: place(address) }, ...marked(title))),
      make('p', { className: 'facts' }, make('span', { className: 'kind' }, say(kind)), ' ',
        [number, issuer, plain(date), source(address)].filter(Boolean).join(' · ')),
      rows.length ? make('ul', { className: 'rows' }, ...rows.map((one) => row(address, one))) : '');

    // What is asked: it lives in the address ------------------------------------------------------------------

    let turn = 0, count = FIRST, timer, asked = { q: '', filters: {}, sort: '', verbatim: false };

    function read() {
      const given = new URLSearchParams(location.search || location.hash.slice(1)), filters = {};
      Object.entries(FILTERS).forEach(([part, facet]) => { if (given.get(part)) filters[facet] = given.get(part); });
      return { q: given.get('q') || '', filters, sort: given.get('xep') === 'han' ? 'due' : '', verbatim: given.has('nguyen-van') };
    }

    function written({ q, filters, sort, verbatim }) {
      const parts = new URLSearchParams({ q });
      Object.entries(FILTERS).forEach(([part, facet]) => { if (filters[facet]) parts.set(part, filters[facet]); });
      if (sort) parts.set('xep', 'han');
      if (verbatim) parts.set('nguyen-van', '1');
      return q ? '?' + parts : location.pathname;
    }

    let engine;
    const load = () => {
      engine = engine || new Promise((resolve, reject) => {
        document.head.append(make('script', { src: base + 'tim-kiem/root.js', onload: resolve, onerror: () => reject(new Error('root')) }));
      });
      return engine;
    };
    // What failed is asked for anew next time: the site may have been published again meanwhile.
    const drop = (failed) => { if (engine === failed) engine = null; };

    // Narrowing and order -------------------------------------------------------------------------------------

    const button = (pressed, act, ...children) => {
      const element = make('button', { type: 'button', className: 'choice' }, ...children);
      element.setAttribute('aria-pressed', String(pressed));
      element.addEventListener('click', act);
      return element;
    };
    const change = (changed) => { Object.assign(asked, changed); count = FIRST; run(false); };
    const name = (facet, value) => (facet === 'kind' ? say(value) : facet === 'month' ? plain(value).split('-').reverse().join('/') : value);

    function group(facet, values) {
      const chosen = asked.filters[facet];
      if (!values.length || values.length === 1 && !chosen) return '';
      const choose = (value) => change({ filters: { ...asked.filters, [facet]: value === chosen ? '' : value } });
      const choices = values.map(({ name: value, count: n }) => button(value === chosen, () => choose(value), name(facet, value), ' ', make('span', { className: 'count' }, String(n))));
      const rest = choices.slice(SHOWN), head = 'loc-' + facet;
      const element = make('div', { className: 'facet' }, make('h3', { id: head }, say('by' + facet[0].toUpperCase() + facet.slice(1))), ...choices.slice(0, SHOWN),
        rest.length ? make('details', {}, make('summary', {}, say('all')), ...rest) : '');
      element.setAttribute('role', 'group');
      element.setAttribute('aria-labelledby', head);
      return element;
    }

    function showChoices(found) {
      const nothing = !found || !found.total && !Object.values(asked.filters).some(Boolean), here = document.activeElement;
      const kept = groups.contains(here) || order.contains(here) ? here.textContent : null;
      order.hidden = narrow.hidden = nothing;
      order.replaceChildren();
      groups.replaceChildren();
      if (nothing) return;
      order.append(say('order') + ' ', button(!asked.sort, () => change({ sort: '' }), say('relevance')), ' ', button(asked.sort === 'due', () => change({ sort: 'due' }), say('due')));
      if (found.facets) groups.append(...Object.entries(found.facets).map(([facet, values]) => group(facet, values)).filter(Boolean));
      if (found.facets && found.partly) groups.append(make('p', { className: 'note' }, say('among')));
      const again = kept && Array.from(box.querySelectorAll('.choice')).find((one) => one.textContent.replace(/\d+$/, '') === kept.replace(/\d+$/, ''));
      if (again) again.focus();
    }

    narrow.addEventListener('toggle', () => { if (narrow.open && !groups.children.length && !narrow.hidden) run(false); });

    // Results -------------------------------------------------------------------------------------------------

    function show(found) {
      [status, hint, list].forEach((element) => { element.textContent = ''; });
      more.hidden = !found || found.total <= found.results.length;
      showChoices(found);
      if (!found) return;
      const n = found.total.toLocaleString(document.documentElement.lang || 'vi');
      const counted = say(found.atLeast ? 'over' : 'found', { n }) + (found.all ? '' : ' ' + say('some'));
      status.textContent = (found.corrected ? say('corrected', { q: found.corrected }) + ' ' : '') + (found.total ? counted : say('none', { q: asked.q }));
      if (found.corrected) hint.append(make('p', {}, make('a', { href: written({ ...asked, verbatim: true }) }, say('verbatim', { q: asked.q }))));
      const advice = found.total ? [] : say('advice').split('|').filter(Boolean).map((text) => make('li', {}, text));
      if (advice.length) hint.append(make('ul', {}, ...advice));
      list.append(...found.results.map(card));
    }

    async function run(typing) {
      const mine = ++turn, text = asked.q.trim(), address = written({ ...asked, q: text });
      try { history.replaceState(null, '', address); } catch (error) { location.hash = address.split('?')[1] || ''; }
      if (!text) return show(null);
      if (!list.children.length) status.textContent = say('searching');
      const used = load();
      try {
        await used;
        const { filters, sort, verbatim } = asked, set = { count, filters, sort, verbatim, facets: narrow.open };
        let found = await niemyetSearch.search(asked.q, { ...set, open: typing });
        if (!found.total && !typing) found = await niemyetSearch.search(asked.q, set);
        if (mine === turn) show(found);
      } catch (error) {
        const unsupported = /unsupported|deflate/.test(error.message);
        if (!unsupported) drop(used);
        if (mine !== turn) return;
        show(null);
        status.textContent = say(unsupported ? 'unsupported' : 'failed');
      }
    }

    function ask(text, delay) {
      asked = { ...asked, q: text, verbatim: false };
      count = FIRST;
      inputs.forEach((input) => { if (input.value !== text) input.value = text; });
      clearTimeout(timer);
      timer = setTimeout(run, delay, delay > 0);
    }

    inputs.forEach((input) => {
      input.addEventListener('focus', () => {
        const used = load();
        used.catch(() => drop(used));
      });
      input.addEventListener('input', () => ask(input.value, 150));
    });
    forms.forEach((form, i) => form.addEventListener('submit', (event) => {
      event.preventDefault();
      ask(inputs[i].value, 0);
    }));
    more.addEventListener('click', async () => {
      const links = list.querySelectorAll('h2 a').length;
      count += MORE;
      await run(false);
      const next = list.querySelectorAll('h2 a')[links];
      if (next) next.focus();
    });
    document.addEventListener('keydown', (event) => {
      const here = document.activeElement, last = inputs[inputs.length - 1], step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!inputs.includes(here) && !list.contains(here)) return;
      if (event.key === 'Escape') {
        ask('', 0);
        last.focus();
      } else if (step || list.contains(here) && /^(Home|End)$/.test(event.key)) {
        const links = Array.from(list.querySelectorAll('h2 a')), result = here.closest('.result');
        const at = result ? links.indexOf(result.querySelector('h2 a')) : -1;
        const next = step ? at + step : event.key === 'Home' ? 0 : links.length - 1;
        if (next < -1 || next >= links.length) return;
        event.preventDefault();
        (links[next] || last).focus();
      }
    });

    asked = read();
    narrow.open = Object.values(asked.filters).some(Boolean);
    if (asked.q) {
      inputs.forEach((input) => { input.value = asked.q; });
      run(false);
    }
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
