/* Days left, against the reader's day in Vietnam: beside the deadlines of a task ([data-days]), and as lists of what
   is overdue and what falls due soon ([data-due-lists]). Words stand in data-* of body: left {n}, today, late {n},
   overdue {n}, soon {n}, none, failed, omitted {n}, earlier. */
(function () {
  'use strict';

  const DAY = 86400000, SOON = 30, BACK = 366;
  // Vietnam is seven hours ahead all year.
  const today = new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
  const root = document.documentElement.dataset.root || '', words = document.body.dataset;
  const say = (name, n) => (words[name] || '').replace('{n}', n);
  const away = (iso) => Math.round((Date.parse(iso) - Date.parse(today)) / DAY);
  const shift = (days) => new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10);
  const make = (tag, given, ...children) => {
    const element = Object.assign(document.createElement(tag), given);
    element.append(...children);
    return element;
  };
  const plain = (iso) => {
    const [y, m, d] = iso.split('-');
    return d + '/' + (+m < 3 ? m : +m) + '/' + y;
  };
  const left = (iso) => {
    const n = away(iso);
    const [name, look] = n < 0 ? ['late', 'late'] : n === 0 ? ['today', 'near'] : ['left', n <= SOON ? 'near' : ''];
    return make('span', { className: ('left ' + look).trim() }, say(name, Math.abs(n)));
  };

  function count() {
    for (const place of document.querySelectorAll('[data-days]')) {
      // Of several deadlines the earliest that is past and the next, and which they are.
      const days = place.dataset.days.split(' ');
      const shown = [days.find((day) => day < today), days.find((day) => day >= today)].filter(Boolean);
      shown.forEach((day, index) => {
        const mark = left(day);
        if (days.length > 1) mark.append(' (' + plain(day) + ')');
        place.append(index ? ' · ' : ' ', mark);
      });
    }
  }

  const files = new Map();
  /* Each file of entries calls this: { plans: [[address, label]], rows: [[day, plan, anchor, text, lead, rhythm]],
     left: entries after the last row }; a report has what is shown for its anchor last. */
  window.niemyetDue = (name, entries) => files.get(name)(entries);

  const load = (path, name) => new Promise((done, fail) => {
    files.set(name, done);
    document.head.append(make('script', { src: path, onerror: () => fail(new Error(path)) }));
  });

  function item([day, , anchor, text, lead, , shown], [address, label]) {
    // Print has no count, nor the dot before it.
    const count = make('span', { className: 'count' }, ' · ', left(day));
    const under = make('p', { className: 'under' }, make('time', { dateTime: day }, plain(day)), count);
    for (const more of [lead, label]) if (more) under.append(' · ' + more);
    const mark = make('span', { className: 'label' }, shown || anchor);
    const href = root + address + 'index.html#' + anchor;
    return make('li', { className: 'entry' }, make('a', { href }, mark, ' ' + text), under);
  }

  async function lists(box) {
    // Periods are years, 2025, or months, 2025-12; all that may hold a day from a year back to the end of soon.
    const [from, to] = [shift(-BACK), shift(SOON)], limit = +box.dataset.limit || Infinity;
    const near = box.dataset.dueLists.split(' ').filter((period) => from.slice(0, period.length) <= period && period <= to.slice(0, period.length));
    const status = make('p', { className: 'status' });
    status.setAttribute('role', 'status');
    box.querySelector('h2').after(status);
    let loaded;
    try {
      loaded = await Promise.all(near.map((period) => load(box.dataset.path.replace('{period}', period.replace('-', '/')), period)));
    } catch {
      status.textContent = say('failed');
      return;
    }
    const rows = loaded.flatMap((entries) => entries.rows.map((row) => [row, entries.plans[row[1]]]));
    rows.sort(([a], [b]) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    // A rhythm comes again, so it is never overdue.
    const late = rows.filter(([row]) => row[0] < today && row[0] >= from && !row[5]);
    const soon = rows.filter(([row]) => row[0] >= today && row[0] <= to);
    status.textContent = late.length + soon.length ? '' : say('none');
    for (const [name, found] of [['overdue', late], ['soon', soon]]) {
      if (!found.length) continue;
      const list = make('ul', { className: 'entries ' + name }, ...found.slice(0, limit).map(([row, plan]) => item(row, plan)));
      status.before(make('h3', {}, say(name, found.length)), list);
    }
    // What the lists leave out, each in words.
    const left = loaded.reduce((sum, entries) => sum + entries.left, 0);
    const earlier = box.dataset.dueLists.split(' ').some((period) => period < from.slice(0, period.length));
    for (const note of [left ? say('omitted', left) : '', earlier ? say('earlier') : '']) if (note) status.before(make('p', { className: 'note' }, note));
  }

  count();
  for (const box of document.querySelectorAll('[data-due-lists]')) {
    box.hidden = false;
    lists(box);
  }
})();
