/* The search itself: reads the files that `render/search` writes. Its one global is niemyetSearch. */
(function (global) {
  'use strict';

  // Files: scripts that call `take`, so that they load from a disk too ----------------------------------------

  const cache = new Map(), waiting = new Map(), utf8 = new TextDecoder();
  const json = (data) => JSON.parse(utf8.decode(data));

  function read(id, parse) {
    if (!cache.has(id)) {
      const arrived = new Promise((resolve, reject) => {
        waiting.set(id, resolve);
        engine.load(id).then(() => reject(new Error(id)), reject);
      });
      cache.set(id, arrived.then(inflate).then(parse));
      // After a failure all is asked for anew: the site may have been published again meanwhile.
      cache.get(id).catch(() => cache.clear());
    }
    return cache.get(id);
  }

  async function inflate(text) {
    const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function script(id) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = (document.documentElement.dataset.root || '') + 'tim-kiem/' + id + '.js';
      element.onload = resolve;
      element.onerror = () => reject(new Error(id));
      document.head.appendChild(element);
    });
  }

  // Words, as `terms.rs` reads them ---------------------------------------------------------------------------

  const TONES = '\u0300\u0309\u0303\u0301\u0323';

  function spelling(text) {
    let tone = 0, vowel = 0, stroke = 0;
    for (const c of text.normalize('NFD')) {
      if (TONES.includes(c)) tone = TONES.indexOf(c) + 1;
      else if (c === '\u0302') vowel = 1;
      else if (c === '\u0306') vowel = 2;
      else if (c === '\u031b') vowel = vowel === 3 ? 4 : 3;
      else if (c === 'đ' || c === 'Đ') stroke = 1;
    }
    return stroke << 6 | vowel << 3 | tone;
  }

  function words(text) {
    const found = [], pattern = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
    for (let match, end = 0; (match = pattern.exec(text)); end = pattern.lastIndex) {
      const gap = text.slice(end, match.index), [word] = match;
      const bare = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');
      const joint = /\//.test(gap) ? '/' : /[-–—−&]/.test(gap) ? '-' : gap === '.' ? '.' : ' ';
      if (bare) found.push({ text: bare, marks: spelling(word), joint, from: match.index, to: pattern.lastIndex });
    }
    return found;
  }

  /* Is a spelling the one typed? Of a word not typed to its end, what is typed must agree. */
  const same = (typed, marks, opens) => typed === marks
    || opens && [7, 56, 64].every((part) => !(typed & part) || (typed & part) === (marks & part));

  // A query: its wants ----------------------------------------------------------------------------------------

  const NAMES = {
    'nghi quyet': 'nq', 'nghi dinh': 'nd', 'quyet dinh': 'qd', 'chi thi': 'ct', 'ke hoach': 'kh', 'thong tu': 'tt',
    'thong bao': 'tb', 'chuong trinh': 'ctr', 'phuong an': 'pa', 'to trinh': 'ttr', 'bao cao': 'bc', 'huong dan': 'hd',
    'quy che': 'qc', 'cong dien': 'cd',
  };
  const NAME = Object.keys(NAMES).join('|'), TYPE = 'nq|nd|qd|ct|kh|tt|tb|ctr|pa|ttr|bc|hd|qc|cd|cv|qyd|tc|bb|gm|pl';
  const ISSUER = 'cp|ttg|ubnd|hdnd|tw|tu|bcd|bcdtw|qh\\d*|mttq', NUMBER = '(\\d{1,6}(?:\\.\\d+)?)';
  const YEAR = '((?:19|20|21)\\d\\d)', QUARTERS = { i: 1, ii: 2, iii: 3, iv: 4 };

  const pad = (n) => n.padStart(2, '0');
  const time = (term) => ({ weight: 1.5, options: [{ term: '@' + term, worth: 1 }, { term, worth: .5 }] });
  const month = (d, m, y) => (+m < 1 || +m > 12 ? null : time(y + '-' + pad(m) + (d ? '-' + pad(d) : '')));

  /* A document's own number, a plan's own number, a citation. */
  function number(n, letters) {
    const name = n.replace(/^0+(?=\d)/, '') + letters.replace(/[^a-z\d]/g, '');
    const [first, last] = letters ? ['', '\uffff'] : ['a', '{'];
    const option = ([sign, worth]) => ({ from: sign + name + first, to: sign + name + last, worth });
    return { weight: 3, number: true, options: [['$', 1], ['#', .7], ['', .25]].map(option) };
  }

  /* A want is met by any of its options: a term, or the terms from…to; `cover` lists the words that it stands for. */
  function understand(query, open, numbers) {
    const all = words(query), wants = [], last = all.length - 1;
    let line = '';
    all.forEach((word, i) => { word.at = line.length + 1; line += (i ? word.joint : ' ') + word.text; });
    line += ' ';
    const take = (pattern, make) => {
      line = line.replace(new RegExp(' ' + pattern + '(?= )', 'g'), (match, ...groups) => {
        const start = groups.find((group) => typeof group === 'number'), want = make(...groups);
        if (!want) return match;
        want.cover = Array.from(all.keys()).filter((i) => all[i].at > start && all[i].at < start + match.length);
        wants.push(want);
        return ' ' + '\n'.repeat(match.length - 1);
      });
    };
    take('quy (iv|i{1,3}|0?[1-4])(?:[/.-]| nam | )' + YEAR, (q, y) => time(y + '-q' + (QUARTERS[q] || +q)));
    take('(?:ngay )?(?:(\\d{1,2})(?:[/.-]| thang ))?(?:thang )?(\\d{1,2})(?:[/.-]| nam )' + YEAR, month);
    take('(?:thang |t)(\\d{1,2})(?: nam)?[ /.-]' + YEAR, (m, y) => month('', m, y));
    if (numbers) {
      take(`(?:(?:${NAME}|${TYPE})? ?(?:so )?)?${NUMBER}/(?:\\d{4}/)?([a-z][a-z\\d]*(?:[-/][a-z][a-z\\d]*)*)`, number);
      take('(\\d{1,6})-([a-z]+/[a-z\\d]+(?:-[a-z\\d]+)*)', number);
      take(`${NUMBER}[ -]?((?:${TYPE})(?:[ /-]?(?:${ISSUER}))?)`, number);
      take(`(${TYPE}|${NAME})(?: so)?[ -]${NUMBER}(?:/\\d{4})?`, (type, n) => number(n, NAMES[type] || type));
    }
    const rest = all.map((word) => (line[word.at] === '\n' ? null : word));
    rest.forEach((word, i) => {
      if (!word) return;
      const next = rest[i + 1], pair = next && word.text + ' ' + next.text;
      if (/^\d{1,5}$/.test(word.text) && !new RegExp('^' + YEAR + '$').test(word.text)) {
        wants.push(Object.assign(number(word.text, ''), { weight: 2, cover: [i] }));
      }
      const options = [{ term: word.text, worth: 1 }];
      wants.push({ weight: 1, words: [word], cover: [i], opens: open && i === last, options });
      if (!next) return;
      const opens = open && i + 1 === last, want = { weight: 2, words: [word, next], cover: [i, i + 1], opens };
      want.options = [{ term: pair, worth: 1 }];
      if (opens) want.options.push({ from: pair + '\0', to: pair + '\uffff', worth: .8 });
      wants.push(want);
    });
    const title = '=' + all.map((word) => word.text).join(' ');
    if (all.length <= 6) wants.push({ weight: 1, cover: [], options: [{ term: title, worth: 1 }] });
    return { all, wants, open, spelled: all.some((word) => word.marks) };
  }

  // The index: as `shards.rs` writes it -----------------------------------------------------------------------

  let root;

  function openRoot(data) {
    root = json(data);
    root.seen = new Map();
    root.words.split(' ').forEach((word, i) => {
      root.seen.set(word, Math.pow(2, (root.counts.charCodeAt(i) - 65) / 2));
    });
    return root;
  }

  const rarity = (pages) => Math.log(1 + root.pages / (pages + .5));
  const rarityOf = (list) => list.reduce((sum, word) => sum + rarity(root.seen.get(word.text) || 1), 0);
  const commonest = (test) => Array.from(root.seen.keys()).filter(test).sort((a, b) => root.seen.get(b) - root.seen.get(a));

  function reader(data) {
    let at = 0;
    return {
      more: () => at < data.length,
      slice: (length) => data.subarray(at, at += length),
      number() {
        let n = 0, scale = 1, byte;
        do { byte = data[at++]; n += (byte & 127) * scale; scale *= 128; } while (byte > 127);
        return n;
      },
    };
  }

  function openShard(data) {
    const from = reader(data), entries = [];
    for (let term = []; from.more();) {
      term = term.slice(0, from.number()).concat(...from.slice(from.number()));
      const entry = { term: utf8.decode(Uint8Array.from(term)), spellings: [], pages: 0 };
      const marks = / /.test(entry.term) && entry.term[0] !== '=' ? 2 : 1;
      for (let count = from.number(); count > 0; count--) {
        const one = { marks: from.slice(marks) }, head = from.number();
        one.pages = Math.floor(head / 2);
        if (head % 2) {
          one.size = from.number();
          one.file = 'l/' + Array.from(from.slice(6), (byte) => pad(byte.toString(16))).join('');
        }
        one.list = from.slice(from.number());
        entry.pages += one.pages;
        entry.spellings.push(one);
      }
      entries.push(entry);
    }
    return entries;
  }

  async function lookUp(from, to) {
    let nodes = [root.terms], names;
    for (let depth = root.depth; ; depth--) {
      names = [];
      nodes.forEach(({ heads, names: all }) => heads.forEach((head, i) => {
        if (head <= to && !(heads[i + 1] <= from)) names.push(all.substr(i * 12, 12));
      }));
      names = names.slice(0, 3);
      if (!depth) break;
      nodes = await Promise.all(names.map((name) => read('d/' + name, json)));
    }
    const entries = await Promise.all(names.map((name) => read('s/' + name, openShard)));
    return [].concat(...entries).filter(({ term }) => term >= from && term <= to);
  }

  function excerpt(page) {
    const place = page % root.block, name = 'x/' + root.blocks.substr(Math.floor(page / root.block) * 12, 12) + '-';
    return read(name + Math.floor(place / root.group), json).then((group) => ({
      data: group[page % root.group],
      part: (n) => read(name + place + '.' + n, json),
    }));
  }

  // Ranking ---------------------------------------------------------------------------------------------------

  const WORTH = { title: 2, issuer: 1.7, row: 1.7, elsewhere: .5, support: .7, misspelt: .6 };
  const FIRST_ROW = 3, TOGETHER = 1.5, CANDIDATES = 10, PAIRS = 8, COMPLETIONS = 30, LONG_LISTS = 144000;

  async function look(want) {
    const options = want.options.slice(), [first] = want.words || [];
    if (want.opens && want.cover.length === 1 && first.text.length > 1) {
      const longer = commonest((word) => word !== first.text && word.startsWith(first.text));
      longer.slice(0, 3).forEach((term) => options.push({ term, worth: .7 }));
    }
    want.found = new Map();
    await Promise.all(options.map(async ({ term, from = term, to = term, worth }) => {
      const entries = (await lookUp(from, to)).sort((a, b) => b.pages - a.pages).slice(0, COMPLETIONS);
      entries.forEach((entry) => want.found.set(entry, Math.max(worth, want.found.get(entry) || 0)));
    }));
    const entries = Array.from(want.found.keys()), exact = entries.filter((entry) => entry.term === options[0].term);
    const pages = (exact.length ? exact : entries).reduce((sum, entry) => sum + entry.pages, 0);
    const most = want.words && want.words.length > 1 ? rarityOf(want.words) : Infinity;
    want.value = want.weight * Math.min(rarity(Math.min(pages, root.pages)), most);
  }

  /* Reads long lists, the shortest first; what stays unread is checked in the texts of the best pages. */
  async function complete(wants) {
    const long = [];
    wants.forEach(({ found }) => found.forEach((_, entry) => long.push(...entry.spellings.filter((one) => one.file))));
    let left = LONG_LISTS;
    await Promise.all(long.sort((a, b) => a.size - b.size).map(async (one) => {
      if ((left -= one.size) >= 0) one.long = await read(one.file, (data) => data);
    }));
  }

  function spelt(query, want, marks) {
    if (!query.spelled || !want.words) return 1;
    const opens = (i) => want.opens && i === want.words.length - 1;
    return want.words.every((word, i) => same(word.marks, marks[i], opens(i))) ? 1 : WORTH.misspelt;
  }

  /* What is known of each page, as triples: want, unit, worth. */
  function gather(query, wants) {
    const pages = new Map();
    const know = (page, at, unit, worth) => {
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(at, unit, worth);
    };
    wants.forEach((want, at) => want.found.forEach((worth, entry) => entry.spellings.forEach((one) => {
      const value = worth * spelt(query, want, one.marks), titles = reader(one.file ? one.list : []);
      for (let page = 0; titles.more();) know(page += titles.number(), at, 0, value);
      const list = reader(one.file ? one.long || [] : one.list);
      let count = 0;
      for (let page = 0; list.more(); count++) {
        const head = list.number();
        page += Math.floor(head / 2);
        let units = head % 2 || list.number();
        for (let unit = 0; units > 0; units--) know(page, at, unit += list.number(), value);
      }
      if (count < one.pages) want.partial = true;
    })));
    return pages;
  }

  /* A page is worth its title, its issuer and its best row: the more, the more of the wants stand together. */
  function weigh(query, wants, known) {
    const none = () => new Array(wants.length).fill(0), meet = (met, at, worth) => { met[at] = Math.max(met[at], worth); };
    const title = none(), issuer = none(), elsewhere = none(), rows = new Map();
    for (let i = 0; i < known.length; i += 3) {
      const at = known[i], unit = known[i + 1], worth = known[i + 2], row = unit - FIRST_ROW >> 1;
      meet(unit === 0 ? title : unit === 1 ? issuer : elsewhere, at, worth);
      if (unit < FIRST_ROW) continue;
      if (!rows.has(row)) rows.set(row, none());
      meet(rows.get(row), at, (unit - FIRST_ROW) % 2 ? worth * WORTH.support : worth);
    }
    const part = (at, worth) => {
      const { cover, value, number } = wants[at];
      return cover.length ? value * (number ? Math.min(1, 4 * worth) : worth) : 0;
    };
    const own = (met) => met.reduce((sum, worth, at) => sum + part(at, worth), 0);
    const inTitle = own(title), found = [];
    let score = 0, best = none();
    const weighRow = (row, at) => {
      let sum = 0, whole = 0;
      wants.forEach(({ value }, i) => {
        const head = Math.max(WORTH.title * title[i], WORTH.issuer * issuer[i]);
        sum += value * Math.max(head, WORTH.row * row[i], WORTH.elsewhere * elsewhere[i]);
        whole += part(i, Math.max(title[i], issuer[i], row[i], .5 * elsewhere[i]));
      });
      const inRow = own(row), together = Math.pow(Math.max(inRow, inTitle) / query.value, 4);
      const worth = sum * (.3 + .7 * Math.pow(whole / query.value, 2)) * (1 + TOGETHER * together);
      if (at >= 0) found.push({ at, own: inRow });
      if (worth > score) { score = worth; best = row; }
    };
    weighRow(none(), -1);
    rows.forEach(weighRow);
    const met = query.all.map(() => 0);
    wants.forEach(({ cover }, i) => {
      const place = title[i] || issuer[i] || best[i] ? 1 : elsewhere[i] ? .6 : 0;
      cover.forEach((word) => meet(met, word, place));
    });
    const covered = met.reduce((sum, one) => sum + one, 0) / met.length;
    return { score: Math.round(score * 1e6), met, covered, inTitle, rows: found };
  }

  /* Adds what the texts of a page say of wants whose lists were not read to the end. */
  function check(query, wants, known, data) {
    const texts = [[0, data[2]]].concat(data[7].map((row, i) => [FIRST_ROW + 2 * i, row.slice(1).join(' . ')]));
    texts.forEach(([unit, text]) => {
      const there = words(text);
      wants.forEach((want, at) => there.forEach((_, i) => {
        if (!want.partial || !want.words) return;
        const hit = want.words.every((word, j) => there[i + j] && (there[i + j].text === word.text
          || want.opens && j === want.words.length - 1 && there[i + j].text.startsWith(word.text)));
        if (hit) known.push(at, unit, spelt(query, want, want.words.map((_, j) => there[i + j].marks)));
      }));
    });
  }

  async function search(text, { count = 10, open = true } = {}) {
    if (typeof DecompressionStream === 'undefined') throw new Error('unsupported');
    await read('root', openRoot);
    const opens = open && /\S$/.test(text), lone = (want) => want.words && want.words.length === 1;
    const find = (wants) => Promise.all(wants.filter((want) => !want.found).map(look));
    let query;
    for (const numbers of [true, false]) {
      query = understand(text, opens, numbers);
      // Of a long query only the rarest pairs are looked up.
      const pairs = query.wants.filter((want) => want.words && !lone(want));
      pairs.sort((a, b) => rarityOf(b.words) - rarityOf(a.words)).slice(PAIRS).forEach((want) => {
        Object.assign(want, { found: new Map(), partial: true, value: rarityOf(want.words) });
      });
      await find(query.wants.filter((want) => !lone(want)));
      if (!query.wants.some((want) => want.number && want.cover.length > 1 && !want.found.size)) break;
    }
    const hopeful = (want) => want.found && (want.found.size || want.partial);
    const paired = (i) => query.wants.some((want) => hopeful(want) && want.cover.includes(i));
    await find(query.wants.filter((want) => lone(want) && !paired(want.cover[0])));

    const byScore = (a, b) => b.score - a.score || b.page - a.page;
    const rank = async () => {
      const wants = query.wants.filter((want) => want.found), ranked = [];
      await complete(wants);
      query.value = wants.reduce((sum, want) => sum + (want.cover.length && hopeful(want) ? want.value : 0), 0) || 1;
      gather(query, wants).forEach((known, page) => {
        ranked.push(Object.assign({ page, known }, weigh(query, wants, known)));
      });
      ranked.sort(byScore);
      if (!wants.some((want) => want.partial)) return ranked;
      const candidates = ranked.splice(0, Math.max(count, CANDIDATES));
      await Promise.all(candidates.map(async (one) => {
        check(query, wants, one.known, (await excerpt(one.page)).data);
        Object.assign(one, weigh(query, wants, one.known));
      }));
      return candidates.sort(byScore).concat(ranked);
    };
    let ranked = await rank();
    const missing = (word) => ranked.length > 0 && ranked[0].met[word] < 1;
    const missed = query.wants.filter((want) => lone(want) && !want.found && missing(want.cover[0]));
    if (missed.length) {
      await find(missed);
      ranked = await rank();
    }
    const best = ranked[0] || { score: 0, covered: 0 };
    ranked = ranked.filter((one) => one.covered >= .6 * best.covered && one.score >= .1 * best.score);
    const unread = query.all.filter((_, i) => query.wants.some((want) => want.partial && want.cover.includes(i))).length;
    return {
      total: ranked.length,
      atLeast: unread > 0 && unread >= .6 * best.covered * query.all.length,
      all: best.covered > .99,
      results: await Promise.all(ranked.slice(0, count).map((one) => show(query, one))),
      near: best.covered > .99 ? null : near(query),
    };
  }

  async function show(query, { page, rows, inTitle }) {
    const { data, part } = await excerpt(page), [address, kind, title, number, issuer, date] = data;
    rows.sort((a, b) => b.own - a.own || a.at - b.at);
    const enough = (row) => row.own >= .6 * Math.max(rows[0].own, inTitle);
    const shown = rows.filter(enough).slice(0, 3).map(async ({ at }) => {
      const file = Math.floor(at / root.rows), [anchor, ...texts] = (file ? await part(file) : data[7])[at % root.rows];
      const [text, lead, deadline] = texts.map((one) => mark(query, one));
      return { anchor, text, lead, deadline };
    });
    return {
      address, kind: ['plan', 'document', 'agency'][kind], title: mark(query, title), number, issuer, date,
      rows: await Promise.all(shown),
    };
  }

  /* A text in pieces: every other one is marked, beginning with the second. Lone common words stay unmarked. */
  function mark(query, text) {
    const there = words(text), last = query.all[query.all.length - 1];
    const wanted = (exact) => there.map((word) => query.all.some((typed) => {
      const opens = query.open && typed === last && typed.text.length > 1;
      const hit = typed.text === word.text || opens && word.text.startsWith(typed.text);
      return hit && (!exact || same(typed.marks, word.marks, opens));
    }));
    let hits = wanted(query.spelled), end = 0;
    if (!hits.includes(true)) hits = wanted(false);
    const pieces = [];
    for (let i = 0; i < there.length; i++) {
      if (!hits[i]) continue;
      const from = i;
      while (hits[i + 1]) i++;
      if (i === from && query.all.length > 1 && rarityOf([there[i]]) < 1) continue;
      pieces.push(text.slice(end, there[from].from), text.slice(there[from].from, end = there[i].to));
    }
    return pieces.concat(text.slice(end));
  }

  /* The query with each unknown word replaced by the commonest word one letter away, or null. */
  function near({ all }) {
    const away = (a, b) => {
      let i = 0, j = 0;
      while (i < a.length && a[i] === b[i]) i++;
      while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
      return Math.max(a.length, b.length) - i - j;
    };
    const known = ({ text }) => (root.seen.has(text) ? text : commonest((word) => away(word, text) === 1)[0] || text);
    const text = all.map(known).join(' ');
    return text === all.map((word) => word.text).join(' ') ? null : text;
  }

  const engine = {
    take(id, text) { if (waiting.has(id)) waiting.get(id)(text); waiting.delete(id); },
    load: script,
    search,
  };
  global.niemyetSearch = engine;
})(typeof window === 'undefined' ? globalThis : window);
