/* The search form of every page, and the results of the search page; `search-engine.js` finds them.
   On a page without the box #ket-qua it only mends the form's address on a disk. The box carries the words in data-*:
   found {n}, over {n}, some, none {q}, near, advice (parted by |), searching, more, failed, unsupported,
   plan, document, agency, deadline {x}, lead {x}. */
(function () {
  'use strict';

  const FIRST = 5, MORE = 10;

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
    const list = make('ol', { className: 'results' });
    const more = make('button', { type: 'button', className: 'more', hidden: true }, say('more'));
    status.setAttribute('role', 'status');
    // Only the count is read aloud, not every result.
    box.removeAttribute('aria-live');
    box.append(status, hint, list, more);

    const marked = (text) => text.map((piece, i) => (i % 2 ? make('mark', {}, piece) : piece));
    const plain = (iso) => {
      const [y, m, d] = iso.split('-');
      return d ? d + '/' + (+m < 3 ? m : +m) + '/' + y : iso;
    };
    const fact = (name, text) => {
      const [before, after = ''] = (box.dataset[name] || '{x}').split('{x}');
      return text.join('') ? make('span', { className: name }, before, ...marked(text), after) : '';
    };
    const row = (address, { anchor, text, lead, deadline }) => make('li', {},
      make('a', { href: base + address + page + (anchor && '#' + encodeURIComponent(anchor)) }, ...marked(text)),
      fact('deadline', deadline), fact('lead', lead));
    const card = ({ address, kind, title, number, issuer, date, rows }) => make('li', { className: 'result ' + kind },
      make('h2', {}, make('a', { href: base + address + page }, ...marked(title))),
      make('p', { className: 'facts' }, make('span', { className: 'kind' }, say(kind)), ' ',
        [number, issuer, plain(date)].filter(Boolean).join(' · ')),
      rows.length ? make('ul', { className: 'rows' }, ...rows.map((one) => row(address, one))) : '');

    let turn = 0, query = '', count = FIRST, timer;

    function show(found) {
      [status, hint, list].forEach((element) => { element.textContent = ''; });
      more.hidden = !found || found.total <= found.results.length;
      if (!found) return;
      const n = found.total.toLocaleString(document.documentElement.lang || 'vi');
      const counted = say(found.atLeast ? 'over' : 'found', { n }) + (found.all ? '' : ' ' + say('some'));
      status.textContent = found.total ? counted : say('none', { q: query });
      if (found.near) {
        const link = make('a', { href: '?q=' + encodeURIComponent(found.near) }, found.near);
        hint.append(make('p', {}, say('near') + ' ', link));
      }
      const advice = found.total ? [] : say('advice').split('|').filter(Boolean).map((text) => make('li', {}, text));
      if (advice.length) hint.append(make('ul', {}, ...advice));
      list.append(...found.results.map(card));
    }

    async function run(typing) {
      const mine = ++turn, text = query.trim(), address = text ? '?q=' + encodeURIComponent(text) : location.pathname;
      try { history.replaceState(null, '', address); } catch (error) { location.hash = address.split('?')[1] || ''; }
      if (!text) return show(null);
      if (!list.children.length) status.textContent = say('searching');
      try {
        let found = await niemyetSearch.search(query, { count, open: typing });
        if (!found.total && !typing) found = await niemyetSearch.search(query, { count });
        if (mine === turn) show(found);
      } catch (error) {
        if (mine !== turn) return;
        show(null);
        status.textContent = say(/unsupported|deflate/.test(error.message) ? 'unsupported' : 'failed');
      }
    }

    function ask(text, delay) {
      query = text;
      count = FIRST;
      inputs.forEach((input) => { if (input.value !== text) input.value = text; });
      clearTimeout(timer);
      timer = setTimeout(run, delay, delay > 0);
    }

    inputs.forEach((input) => input.addEventListener('input', () => ask(input.value, 150)));
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
      if (!inputs.includes(here) && !box.contains(here)) return;
      if (event.key === 'Escape') {
        ask('', 0);
        last.focus();
      } else if (step) {
        const links = Array.from(list.querySelectorAll('h2 a')), result = here.closest('.result');
        const next = (result ? links.indexOf(result.querySelector('h2 a')) : -1) + step;
        if (next < -1 || next >= links.length) return;
        event.preventDefault();
        (links[next] || last).focus();
      }
    });

    const asked = new URLSearchParams(location.search || location.hash.slice(1)).get('q');
    if (asked) ask(asked, 0);
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
