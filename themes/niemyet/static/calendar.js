/* Marks today: its day in a month's grid, its month at a glance, its line in a timeline picture. The pages themselves
   are the same every day. */
(function () {
  'use strict';

  // Vietnam is seven hours ahead all year.
  const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10), [year, month] = today.split('-');

  function mark(element) {
    element.classList.add('today');
    element.setAttribute('aria-current', 'date');
  }

  function start() {
    document.querySelectorAll('.grid time[datetime="' + today + '"]').forEach((time) => mark(time.closest('td')));
    const heading = document.getElementById('nam-' + year);
    if (heading) mark(heading.parentElement.querySelectorAll('.year-months > li')[month - 1]);
    document.querySelectorAll('svg[data-first]').forEach((picture) => {
      const passed = (Date.parse(today) - Date.parse(picture.dataset.first)) / 864e5, days = +picture.dataset.days;
      if (passed < 0 || passed >= days) return;
      const line = document.createElementNS(picture.namespaceURI, 'line'), x = (100 * (passed + .5)) / days + '%';
      Object.entries({ class: 'now', x1: x, x2: x, y1: 0, y2: '100%' }).forEach(([name, value]) => line.setAttribute(name, value));
      picture.append(line);
    });
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
