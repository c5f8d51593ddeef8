/* The search itself: reads the files that `render/search` writes. Its one global is niemyetSearch. */
(function (global) {
  'use strict';

  // Files: scripts that call `take`, so that they load from a disk too ----------------------------------------

  const cache = new Map(), waiting = new Map(), early = new Map(), utf8 = new TextDecoder();
  const json = (data) => JSON.parse(utf8.decode(data));

  function read(id, parse) {
    if (!cache.has(id)) {
      const arrived = new Promise((resolve, reject) => {
        if (early.has(id)) return resolve(early.get(id));
        waiting.set(id, resolve);
        return engine.load(id).then(() => reject(new Error(id)), reject);
      });
      cache.set(id, arrived.then(inflate).then(parse));
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

  const TONES = '\u0300\u0309\u0303\u0301\u0323', JOINED = /[/-]/;

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
      const stop = /[;!?…•]|[.:]\s|\n\s*[-–—−&+*\n]/.test(gap), capitals = word !== word.toLowerCase() && word === word.toUpperCase();
      if (bare) found.push({ text: bare, marks: spelling(word), joint, stop, capitals, from: match.index, to: pattern.lastIndex });
    }
    return found;
  }

  /* The words with abbreviations written out; `known(word, i)` says which may be one. */
  function writtenOut(all, known) {
    return all.map((word, i) => {
      const meaning = Object.hasOwn(root.abbreviations, word.text) && known(word, i) && root.abbreviations[word.text];
      if (!meaning) return [word];
      return words(meaning).map((part, j) => ({ ...part, joint: j ? ' ' : word.joint, stop: !j && word.stop, from: word.from, to: word.to }));
    });
  }

  /* The words of a text of the site, its abbreviations written out but for those in numbers such as 75/KH-UBND. */
  function spoken(text) {
    const all = words(text);
    return writtenOut(all, (word, i) => {
      if (!word.capitals) return false;
      let from = i, slash = false;
      for (; from && JOINED.test(all[from].joint); from--) slash = slash || all[from].joint === '/';
      return !slash || !/^\d+$/.test(all[from].text);
    }).flat();
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
  const YEAR = '((?:19|20|21)\\d\\d)', QUARTERS = { i: 1, ii: 2, iii: 3, iv: 4 }, SHORT = 5;

  const pad = (n) => n.padStart(2, '0');
  const time = (term) => ({ weight: 1.5, options: [{ from: term, to: term + '!', worth: { '!': 1, '': .5 } }] });
  const month = (d, m, y) => (+m < 1 || +m > 12 ? null : time(y + '-' + pad(m) + (d ? '-' + pad(d) : '')));

  /* A document's own number, a plan's own number, a citation. */
  function number(n, letters) {
    const name = n.replace(/^0+(?=\d)/, '') + letters.replace(/[^a-z\d]/g, '');
    const [first, last] = letters ? ['', '\uffff'] : ['a', '{'];
    return { weight: 3, number: true, options: [{ from: name + first, to: name + last, worth: { $: 1, '#': .7, '': .25 } }] };
  }

  const term = (text, worth = 1) => ({ from: text, to: text, worth: { '': worth } });

  /* A want is met by any of its options: the terms from…to, each of the worth that its sign has, as in `terms.rs`; `cover` lists
     the words that it stands for. */
  function understand(query, open, numbers) {
    const typed = words(query), wants = [];
    let line = '';
    typed.forEach((word, i) => { word.at = line.length + 1; line += (i ? word.joint : ' ') + word.text; });
    line += ' ';
    const take = (pattern, make) => {
      line = line.replace(new RegExp(' ' + pattern + '(?= )', 'g'), (match, ...groups) => {
        const start = groups.find((group) => typeof group === 'number'), want = make(...groups);
        if (!want) return match;
        want.cover = Array.from(typed.keys()).filter((i) => typed[i].at > start && typed[i].at < start + match.length);
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
    const taken = (i) => line[typed[i].at] === '\n', parts = writtenOut(typed, (_, i) => !taken(i));
    const all = parts.flat(), last = all.length - 1, rest = parts.flatMap((part, i) => part.map((word) => (taken(i) ? null : word)));
    wants.forEach((want) => { want.cover = want.cover.flatMap((i) => parts[i].map((word) => all.indexOf(word))); });
    rest.forEach((word, i) => {
      if (!word) return;
      const next = rest[i + 1], pair = next && word.text + ' ' + next.text;
      if (all.length <= SHORT && /^\d{1,5}$/.test(word.text) && !new RegExp('^' + YEAR + '$').test(word.text)) {
        wants.push(Object.assign(number(word.text, ''), { weight: 2, cover: [i] }));
      }
      wants.push({ weight: 1, words: [word], cover: [i], opens: open && i === last, options: [term(word.text)] });
      if (!next) return;
      const opens = open && i + 1 === last, want = { weight: 2, words: [word, next], cover: [i, i + 1], opens };
      want.options = [term(pair)];
      if (opens) want.options.push({ from: pair + '\0', to: pair + '\uffff', worth: { '': .8 } });
      wants.push(want);
    });
    const title = all.map((word) => word.text).join('_') + '%';
    if (all.length <= SHORT) wants.push({ weight: 1, cover: [], options: [{ from: title, to: title, worth: { '%': 1 } }] });
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
    root.filter = Uint8Array.from(atob(root.long), (c) => c.charCodeAt(0));
    return root;
  }

  const rarity = (pages) => Math.log(1 + root.pages / (pages + .5));
  const pagesOf = (word) => root.seen.get(word.text) || 1;
  const rarityOf = (list) => list.reduce((sum, word) => sum + rarity(pagesOf(word)), 0);

  /* Has a pair a list with a file of its own? Wrongly yes now and then. */
  function isLong(pair) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < pair.length; i++) hash = Math.imul(hash ^ pair.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ hash >>> 16, 0x7feb352d);
    hash = Math.imul(hash ^ hash >>> 15, 0x846ca68b) >>> 0;
    return [0, 9, 17, 25].every((shift) => {
      const turned = shift ? (hash << shift | hash >>> 32 - shift) >>> 0 : hash, place = turned % (root.filter.length * 8);
      return root.filter[place >> 3] >> (place & 7) & 1;
    });
  }

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

  /* Each page and unit of so many pages of a list, as `postings.rs` writes it. */
  function postings(data, pages, each) {
    let at = 0, page = -1;
    const bits = (n) => {
      const i = at >> 3, all = data[i] | data[i + 1] << 8 | data[i + 2] << 16 | data[i + 3] << 24, skip = at & 7;
      at += n;
      return (all >>> skip) & (1 << n) - 1;
    };
    const rice = (k) => {
      let ones = 0;
      while (ones < 24 && bits(1)) ones++;
      return ones < 24 ? ones << k | bits(k) : bits(24);
    };
    const k = bits(5);
    for (; pages > 0; pages--) {
      page += 1 + rice(k);
      const more = rice(0);
      let unit = rice(4);
      each(page, unit);
      for (let i = 0; i < more; i++) each(page, unit += 1 + rice(2));
    }
  }

  function openShard(data) {
    const from = reader(data), entries = [];
    for (let term = []; from.more();) {
      term = term.slice(0, from.number()).concat(...from.slice(from.number()));
      const entry = { term: utf8.decode(Uint8Array.from(term)), spellings: [], pages: 0 };
      const marks = /^[^&].* /.test(entry.term) ? 2 : 1;
      for (let count = from.number(); count > 0; count--) {
        const one = { marks: from.slice(marks), files: [] }, head = from.number();
        one.pages = one.kept = Math.floor(head / 2);
        if (head % 2) {
          for (const beside of [0, 1]) {
            const size = from.number();
            if (!size) continue;
            const id = 'l/' + Array.from(from.slice(6), (byte) => pad(byte.toString(16))).join('');
            const pages = from.number();
            one.files.push({ id, size, beside, kept: Math.floor(pages / 2), cut: pages % 2 });
          }
          one.kept = from.number();
          // Titles alone, where the texts have a file.
          one.titles = one.files.some(({ beside }) => !beside);
        }
        one.list = from.slice(from.number());
        entry.pages += one.pages;
        entry.spellings.push(one);
      }
      entries.push(entry);
    }
    return entries;
  }

  /* Of the files of a range the first so many. */
  const SHARDS = 2, MORE_SHARDS = 4;

  async function shardsOf(from, to, most = SHARDS) {
    let nodes = [root.terms];
    for (let depth = root.depth; ; depth--) {
      const names = [];
      nodes.forEach(({ heads, names: all }) => heads.forEach((head, i) => {
        if (head <= to && !(heads[i + 1] <= from)) names.push(all.substr(i * 12, 12));
      }));
      names.length = Math.min(names.length, most);
      if (!depth) return names.map((name) => 's/' + name);
      nodes = await Promise.all(names.map((name) => read('d/' + name, json)));
    }
  }

  async function lookUp(from, to, most) {
    const entries = await Promise.all((await shardsOf(from, to, most)).map((id) => read(id, openShard)));
    return [].concat(...entries).filter(({ term }) => term >= from && term <= to);
  }

  /* What results show of a page; the words of its texts are read once. */
  async function excerpt(page) {
    const place = page % root.block, name = 'x/' + root.blocks.substr(Math.floor(page / root.block) * 12, 12) + '-';
    const group = await read(name + Math.floor(place / root.group), json), data = group[page % root.group];
    if (data.texts) return data;
    const parts = [];
    for (let n = 1; n * root.rows < data[6]; n++) parts.push(read(name + place + '.' + n, json));
    data.rows = data[7].concat(...await Promise.all(parts)).map(([anchor, text = '', lead = '', deadline = '', support = '']) => (
      { anchor, text, lead, deadline, support }));
    data.sections = data[8].map(([anchor, text]) => ({ anchor, text, lead: '', deadline: '' }));
    data.texts = {
      title: [data[2], data[3]].map(spoken), issuer: [spoken(data[4])],
      rows: data.rows.map(({ text, lead, deadline, support }) => [text, lead, deadline, support].map(spoken)),
      sections: data.sections.map(({ text }) => [spoken(text)]),
    };
    return data;
  }

  // Looking up: the rarest first ------------------------------------------------------------------------------

  const COMPLETIONS = 30, FIRST_LOOKS = 4, MORE_LOOKS = 3, ROUNDS = 3, LONG_LISTS = 60000, ALL_LISTS = 180000;

  async function look(want) {
    const options = want.options.slice(), [first] = want.words || [];
    if (want.opens && want.lone && first.text.length > 1) {
      const longer = Array.from(root.seen.keys()).filter((word) => word !== first.text && word.startsWith(first.text));
      longer.sort((a, b) => root.seen.get(b) - root.seen.get(a)).slice(0, 3).forEach((word) => options.push(term(word, .7)));
    }
    const found = new Map();
    want.found = found;
    await Promise.all(options.map(async ({ from, to, worth }) => {
      const kept = {};
      (await lookUp(from, to, want.number ? MORE_SHARDS : SHARDS)).sort((a, b) => b.pages - a.pages).forEach((entry) => {
        const sign = /[!#$%]?$/.exec(entry.term)[0], value = worth[sign];
        kept[sign] = (kept[sign] || 0) + 1;
        if (value && kept[sign] <= COMPLETIONS) found.set(entry, Math.max(value, found.get(entry) || 0));
      });
    }));
    const entries = Array.from(found.keys()), exact = entries.filter((entry) => entry.term === options[0].from);
    want.pages = (exact.length ? exact : entries).reduce((sum, entry) => sum + entry.pages, 0);
    const rare = Math.min(rarity(Math.min(want.pages, root.pages)), want.most);
    // A number that is written out is meant, however common it is.
    want.value = want.weight * (want.number && want.cover.length > 1 ? Math.max(rare, 2.5) : rare);
  }

  /* What is thought of wants before they are looked up. */
  function estimate(query) {
    query.wants.forEach((want) => {
      want.most = want.words && want.words.length > 1 ? rarityOf(want.words) : Infinity;
      if (!want.words) { want.value = want.weight * 5; return; }
      const rarest = Math.min(...want.words.map(pagesOf));
      want.long = want.words.length > 1 && isLong(want.options[0].from);
      const guess = want.words.length < 2 || want.long ? rarity(rarest) : (rarity(rarest) + want.most) / 2;
      want.value = want.weight * guess;
      want.guess = guess;
    });
  }

  /* The next wants to look up of those left: rare ones that stand for words not yet stood for. */
  function choose(query, count, left) {
    const covered = new Set(), chosen = [];
    query.wants.forEach((want) => want.found && want.found.size && want.cover.forEach((i) => covered.add(i)));
    const worth = (want) => {
      const fresh = want.cover.filter((i) => !covered.has(i)).length / want.cover.length;
      return want.guess * (.35 + .65 * fresh) * (want.long || want.words.length < 2 ? .5 : 1);
    };
    while (left.length && chosen.length < count) {
      left.sort((x, y) => worth(y) - worth(x));
      const [want] = left.splice(0, 1);
      chosen.push(want);
      want.cover.forEach((i) => covered.add(i));
    }
    return chosen;
  }

  /* Wants whose shards are here already cost nothing. */
  async function lookNearby(query) {
    const left = query.wants.filter((want) => want.words && !want.found);
    await Promise.all(left.map(async (want) => {
      const shards = await Promise.all(want.options.map(({ from, to }) => shardsOf(from, to)));
      if (shards.flat().every((id) => cache.has(id))) await look(want);
    }));
  }

  /* Files of lists not yet read: those of texts first, then of what stands beside them, each the shorter first. */
  const longLists = (wants) => wants.flatMap(({ found }) => Array.from(found ? found.keys() : []))
    .flatMap((entry) => entry.spellings).flatMap(({ files }) => files).filter((file) => !file.list)
    .sort((a, b) => a.beside - b.beside || a.size - b.size);

  /* Loads lists of one kind, at a time as many as are worth waiting for, and for one query no more than a phone should load. */
  async function loadLong(query, wants) {
    const files = longLists(wants).filter(({ beside }, _, [first]) => beside === first.beside);
    let size = 0;
    await Promise.all(files.map(async (file, i) => {
      size += file.size;
      if (query.loaded + size > ALL_LISTS || i && size > LONG_LISTS) return;
      file.list = await read(file.id, (data) => data);
    }));
    query.loaded += files.reduce((sum, { list }) => sum + (list ? list.length : 0), 0);
  }

  // Ranking ---------------------------------------------------------------------------------------------------

  const WORTH = { title: 2, issuer: 1.9, row: 1.7, begun: .8, section: 1.2, elsewhere: .5, unmarked: .85, misspelt: .6, hoped: .8 };
  const FIRST_ROW = 3, TOGETHER = 1.5, WEIGHED = 300, FEW = 2000, TIED = .9, WHOLE = 5, APART = .6, PHRASE = .2;

  function spelt(query, want, marks) {
    if (!query.spelled || !want.words) return 1;
    const opens = (i) => want.opens && i === want.words.length - 1;
    return want.words.reduce((worth, word, i) => {
      if (same(word.marks, marks[i], opens(i))) return worth;
      // Whoever types some marks may leave out others, or the stroke of đ.
      const left = !word.marks || (word.marks | 64) === marks[i];
      return Math.min(worth, left ? WORTH.unmarked : WORTH.misspelt);
    }, 1);
  }

  /* What lists say of each page, as triples: want, unit, worth; rare wants first, and of common ones only what adds to rarer. */
  function gather(query) {
    const pages = new Map(), wants = query.wants.filter((want) => want.found && want.found.size);
    const whole = ({ titles, files }) => !titles || files.some(({ list, beside }) => list && !beside);
    // The titles of a list that was not read say little beside lists that were: they would put titles before rows.
    const onlyTitles = !wants.some(({ found }) => Array.from(found.keys()).some(({ spellings }) => spellings.some(whole)));
    wants.sort((a, b) => a.pages - b.pages).forEach((want) => {
      const at = query.wants.indexOf(want), closed = pages.size >= FEW;
      want.oldest = 0;
      want.found.forEach((worth, entry) => entry.spellings.forEach((one) => {
        const value = worth * spelt(query, want, one.marks);
        const know = (page, unit) => {
          const known = pages.get(page);
          if (known) known.push(at, unit, value);
          else if (!closed) pages.set(page, [at, unit, value]);
        };
        one.files.filter(({ list }) => list).forEach((file) => {
          let oldest = Infinity;
          postings(file.list, file.kept, (page, unit) => { oldest = Math.min(oldest, page); know(page, unit); });
          if (file.cut && !file.beside) want.oldest = Math.max(want.oldest, oldest);
        });
        if (one.kept && (onlyTitles || whole(one))) postings(one.list, one.kept, know);
      }));
    });
    return pages;
  }

  const meet = (met, at, worth) => { if (worth > met[at]) met[at] = worth; };
  const nothing = (query) => new Array(query.wants.length).fill(0);

  /* What a page may say though no list does: it is older than what was kept of a list. */
  const hoped = (query, page) => query.wants.map(({ oldest }) => (page < oldest ? WORTH.hoped : 0));

  /* Triples by their units: title, issuer, elsewhere, and rows and then sections by their places. */
  function sorted(query, known) {
    const title = nothing(query), issuer = nothing(query), elsewhere = nothing(query), rows = new Map();
    for (let i = 0; i < known.length; i += 3) {
      const at = known[i], unit = known[i + 1], worth = known[i + 2];
      meet(unit === 0 ? title : unit === 1 ? issuer : elsewhere, at, worth);
      if (unit < FIRST_ROW) continue;
      if (!rows.has(unit - FIRST_ROW)) rows.set(unit - FIRST_ROW, nothing(query));
      meet(rows.get(unit - FIRST_ROW), at, worth);
    }
    return { title, issuer, elsewhere, rows };
  }

  /* A page is worth its title, its issuer and its best row: the more, the more of the words and the wants stand together. */
  function weigh(query, { title, issuer, elsewhere, rows }, hopes, firstSection = root.places) {
    const { wants } = query, value = query.value, found = [], words = query.all.map(() => 0);
    const part = (at, worth) => {
      const { cover, number } = wants[at];
      return cover.length ? wants[at].value * (number ? Math.min(1, 4 * worth) : worth) : 0;
    };
    const own = (met, hopes) => met.reduce((sum, worth, at) => sum + part(at, Math.max(worth, hopes[at])), 0);
    const none = nothing(query), inTitle = own(title, none);
    let score = 0, best = none, whole = 0, covered = 0;
    const weighRow = (row, at) => {
      const section = at >= firstSection, worthOf = section ? WORTH.section : WORTH.row;
      let sum = 0, all = 0;
      words.fill(0);
      for (let i = 0; i < wants.length; i++) {
        const here = Math.max(row[i], hopes[i]), head = Math.max(WORTH.title * title[i], WORTH.issuer * issuer[i]);
        sum += wants[i].value * Math.max(head, worthOf * here, WORTH.elsewhere * elsewhere[i]);
        all += part(i, Math.max(title[i], issuer[i], here, .5 * elsewhere[i]));
        const { cover } = wants[i], place = head || here ? 1 : elsewhere[i] ? APART : 0;
        for (let j = 0; j < cover.length; j++) meet(words, cover[j], place);
      }
      const met = words.reduce((sum, one) => sum + one, 0) / words.length;
      const inRow = own(row, hopes) * (section ? .8 : 1), together = Math.pow(Math.max(inRow, inTitle) / value, 4);
      const worth = sum * (.3 + .7 * Math.pow(all / value, 2)) * (1 + TOGETHER * together) * Math.pow(met, WHOLE);
      if (at >= 0) found.push({ at, own: inRow });
      if (worth > score) { score = worth; best = row; whole = all / value; covered = met; }
    };
    weighRow(none, -1);
    rows.forEach(weighRow);
    // What stands apart may stand together on another page.
    const together = inTitle > own(best, none) ? title : best, has = together.map((worth, i) => Math.max(worth, issuer[i]));
    return { score: Math.round(score * 1e6), has, covered, whole, inTitle, rows: found };
  }

  /* How many words of the query stand one after another in a text, at the most. */
  function run(query, there) {
    const { all, open } = query;
    let longest = 0;
    for (let i = 0; i + longest < there.length; i++) {
      for (let j = 0; j + longest < all.length; j++) {
        let n = 0;
        for (let word, found; (word = all[j + n]) && (found = there[i + n]) && !(n && found.stop); n++) {
          if (found.text !== word.text && !(open && word === all[all.length - 1] && found.text.startsWith(word.text))) break;
        }
        longest = Math.max(longest, n);
      }
    }
    return longest;
  }

  /* Weighs a page again with what its texts say of every want. */
  async function confirm(query, one) {
    const data = await excerpt(one.page), { title, issuer, elsewhere, rows: places } = sorted(query, one.known), rows = new Map();
    const hear = (met, texts) => texts.forEach((there) => query.wants.forEach((want, at) => {
      if (!want.words || met[at] === 1) return;
      const { words: asked, opens } = want;
      for (let i = 0; i + asked.length <= there.length; i++) {
        const [word, found] = [asked[asked.length - 1], there[i + asked.length - 1]], whole = found.text === word.text;
        const fits = asked.slice(0, -1).every((one, j) => there[i + j].text === one.text) && !(asked.length > 1 && found.stop)
          && (whole || opens && found.text.startsWith(word.text));
        if (fits) meet(met, at, (whole ? 1 : WORTH.begun) * spelt(query, want, asked.map((_, j) => there[i + j].marks)));
      }
    }));
    hear(title, data.texts.title);
    hear(issuer, data.texts.issuer);
    const hearRow = (texts, i, known) => {
      const row = known ? known.slice() : nothing(query);
      hear(row, texts);
      if (row.some((worth) => worth)) rows.set(i, row);
      row.forEach((worth, at) => meet(elsewhere, at, worth));
    };
    // Where places are shared, a list does not say which row it means.
    const few = data.rows.length <= root.places;
    data.texts.rows.forEach((texts, i) => hearRow(texts, i, few && places.get(i)));
    data.texts.sections.forEach((texts, i) => hearRow(texts, data.rows.length + i, places.get(root.places + i % root.sections)));
    const weighed = weigh(query, { title, issuer, elsewhere, rows }, nothing(query), data.rows.length);
    // Of titles that say it, the one that says little else.
    const said = query.wants.filter(({ cover }, at) => cover.length === 1 && title[at]).length / data.texts.title[0].length;
    // Pairs may be spread over a row: a phrase is words that stand one after another.
    const texts = data.texts.title.concat(...data.texts.rows, ...data.texts.sections);
    const phrase = texts.reduce((longest, there) => Math.max(longest, run(query, there)), 0) / query.all.length;
    weighed.score *= (1 + .3 * Math.min(1, said)) * (1 + PHRASE * phrase);
    return Object.assign(one, weighed, { confirmed: true });
  }

  const byScore = (a, b) => b.score - a.score || b.page - a.page;

  /* What a page says of the query, at a glance: all of it, and its best row with its head, each want once. */
  function glance(query, known, hopes) {
    const seen = nothing(query), heads = nothing(query), rows = new Map();
    for (let i = 0; i < known.length; i += 3) {
      const worth = known[i + 2] * (known[i + 1] ? 1 : 1.2) * query.wants[known[i]].value;
      meet(seen, known[i], worth);
      if (known[i + 1] < 2) meet(heads, known[i], worth);
    }
    let row = 0;
    for (let i = 0; i < known.length; i += 3) {
      const at = known[i], unit = known[i + 1], more = known[i + 2] * query.wants[at].value - heads[at];
      if (unit < 2 || more <= 0) continue;
      const so = (rows.get(unit) || 0) + more;
      rows.set(unit, so);
      if (so > row) row = so;
    }
    hopes.forEach((worth, at) => { if (!seen[at]) row += worth * query.wants[at].value; });
    const all = (worths) => worths.reduce((sum, worth) => sum + worth, 0), sum = all(seen);
    return { sum, hope: all(heads) + row + .3 * sum };
  }

  function rank(query) {
    const hopeful = (want) => want.cover.length && (!want.found || want.found.size);
    query.value = query.wants.reduce((sum, want) => sum + (hopeful(want) ? want.value : 0), 0) || 1;
    const pages = Array.from(gather(query), ([page, known]) => {
      const hopes = hoped(query, page);
      return { page, known, hopes, ...glance(query, known, hopes) };
    });
    const most = pages.reduce((max, { sum }) => Math.max(max, sum), 0);
    query.total = pages.filter(({ sum }) => sum >= .5 * most).length;
    pages.sort((a, b) => b.hope - a.hope || b.page - a.page).splice(WEIGHED);
    pages.forEach((one) => Object.assign(one, weigh(query, sorted(query, one.known), one.hopes)));
    return pages.sort(byScore);
  }

  async function confirmed(query, pages, count) {
    pages.slice(0, count).forEach(({ page }) => query.confirmed.add(page));
    await Promise.all(pages.filter(({ page }) => query.confirmed.has(page)).map((one) => confirm(query, one)));
    // What was confirmed has been heard on more: the others keep their order behind.
    return pages.sort((a, b) => (b.confirmed || 0) - (a.confirmed || 0) || byScore(a, b));
  }

  const isAlone = (query, want) => !query.wants.some(({ words: pair, found, cover }) => (
    pair && pair.length > 1 && cover.includes(want.cover[0]) && (!found || found.size)));

  /* A syllable adds little to a pair that it stands in, and its lists are long. */
  const adds = (query, want) => !want.told && (!want.words || want.words.length > 1 || isAlone(query, want));

  /* Who leads, where the query names the end of an issuer's name too: one short list stands for the long ones of its words. */
  const GENERIC = /^(?:xa|phuong|tran|pho|tinh|huyen|quan|khu|dan)$/;

  async function lookLed(query) {
    const issuers = query.wants.filter(({ words: pair, found, tried }) => pair && pair.length > 1 && !tried && found && Array.from(found.keys())
      .some(({ spellings }) => spellings.some((one) => {
        let inIssuer = 0;
        if (one.kept) postings(one.list, one.kept, (_, unit) => { if (unit === 1) inIssuer++; });
        return inIssuer > .3 * one.kept;
      })));
    for (const issuer of issuers) {
      const [at] = issuer.cover;
      issuer.tried = true;
      const places = [at, at + 1].filter((i) => i + 1 < query.all.length && !GENERIC.test(query.all[i].text));
      for (const i of places) {
        const place = '&' + query.all[i].text + ' ' + query.all[i + 1].text + '&', names = await lookUp(place, place + '\uffff');
        const line = query.all.map((word) => word.text), wants = [];
        names.forEach((entry) => {
          const name = entry.term.slice(place.length).split(' ');
          const from = line.findIndex((_, j) => name.every((word, k) => line[j + k] === word));
          if (from >= 0) wants.push({ weight: 4, led: true, cover: name.map((_, k) => from + k), options: [], found: new Map([[entry, 1]]), pages: entry.pages });
        });
        // Of names within each other the longest is meant.
        const [best] = wants.sort((a, b) => b.cover.length - a.cover.length);
        if (!best) continue;
        best.value = best.weight * rarity(best.pages);
        query.wants.forEach((want) => { want.told = want.words && want.cover.every((word) => best.cover.includes(word)); });
        query.wants.push(best);
        return;
      }
    }
  }

  /* Ranks with as few files as will do: the first looks, then more of what the best page lacks and another may have. */
  async function ranked(query, count) {
    estimate(query);
    query.confirmed = new Set();
    query.loaded = 0;
    const lone = query.all.length === 1, always = query.wants.filter((want) => !want.words || lone);
    always.forEach((want) => { want.lone = lone; });
    const open = () => query.wants.filter((want) => want.words && !want.found && adds(query, want));
    const found = () => query.wants.filter((want) => want.found && want.found.size && adds(query, want));
    await Promise.all(always.concat(choose(query, lone ? 0 : Math.max(2, FIRST_LOOKS - always.length), open())).map(look));
    await loadLong(query, query.wants.filter((want) => !want.words && !want.number && want.cover.length));
    for (let round = 1; ; round++) {
      if (!query.wants.some(({ led }) => led)) await lookLed(query);
      await lookNearby(query);
      let list = rank(query);
      const tied = () => list.filter(({ score }) => score >= TIED * list[0].score).length;
      // Before texts are read at random: words that no list stands for, then lists that tell equals apart.
      if (!list.length || tied() > count) {
        const told = new Set(found().flatMap(({ cover }) => cover)), untold = open().filter(({ cover }) => cover.some((i) => !told.has(i)));
        await Promise.all(choose(query, MORE_LOOKS, untold).map(look));
        list = rank(query);
      }
      if (!list.length || tied() > count) {
        await loadLong(query, found());
        list = rank(query);
      }
      list = await confirmed(query, list, count);
      const best = list[0];
      const lacks = (want) => want.cover.length && !want.told && !(best && best.has[query.wants.indexOf(want)] > .5);
      // While no row says it all, pairs that are often met may be what another row says.
      const left = open().filter((want) => lacks(want) || want.long && best && best.covered < .99), unread = found().some(lacks);
      const long = found().filter(() => unread || !best), enough = best && best.covered > .999 && best.whole > .8 ? 2 : ROUNDS;
      if (round > enough || !left.length && (query.loaded > ALL_LISTS - LONG_LISTS || !longLists(long).length)) return list;
      await Promise.all(choose(query, MORE_LOOKS, left).map(look).concat(loadLong(query, long)));
    }
  }

  // Near spelling ---------------------------------------------------------------------------------------------

  function away(a, b) {
    let i = 0, j = 0;
    while (i < a.length && a[i] === b[i]) i++;
    while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
    const [x, y] = [a.slice(i, a.length - j), b.slice(i, b.length - j)];
    return x.length === 2 && x === y[1] + y[0] ? 1 : Math.max(x.length, y.length);
  }

  /* The query with each word that stands nowhere replaced by one a letter away: best one that follows or leads its neighbours
     often, then the commonest; null when nothing is to be replaced. */
  async function corrected(query, text) {
    const { all } = query, changes = new Map();
    await Promise.all(all.map(async (word, i) => {
      if (word.text.length < 2 || /\d/.test(word.text) || root.seen.has(word.text)) return;
      const opens = query.open && i === all.length - 1, [to] = opens ? [word.text + '\uffff'] : [word.text];
      if ((await lookUp(word.text, to)).length) return;
      const beside = (other) => (i > 0 && isLong(all[i - 1].text + ' ' + other) ? 1 : 0)
        + (i + 1 < all.length && isLong(other + ' ' + all[i + 1].text) ? 1 : 0);
      const near = Array.from(root.seen.keys()).filter((other) => away(word.text, other) === 1);
      near.sort((a, b) => beside(b) - beside(a) || root.seen.get(b) - root.seen.get(a));
      if (near.length) changes.set(word, near[0]);
    }));
    if (!changes.size) return null;
    return Array.from(changes).sort((a, b) => b[0].from - a[0].from)
      .reduce((now, [word, other]) => now.slice(0, word.from) + other + now.slice(word.to), text);
  }

  // Narrowing and order: by columns, as `columns.rs` writes them ------------------------------------------------

  const FACETS = ['issuer', 'year', 'kind', 'agency', 'month'], KINDS = ['plan', 'document', 'agency'], COLUMNS = 8;
  const FIRST_DAY = Date.UTC(2000, 0, 1), DAY = 864e5;
  const iso = (day) => new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);

  /* What the columns say of the pages, of as many files as are worth loading; pages of other files go. */
  async function described(list) {
    const files = new Map();
    list.forEach((one) => {
      const at = Math.floor(one.page / root.column);
      if (files.size < COLUMNS) files.set(at, null);
    });
    await Promise.all(Array.from(files.keys(), async (at) => {
      files.set(at, await read('c/' + root.columns.substr(at * 12, 12), json));
    }));
    const kept = list.filter((one) => files.has(Math.floor(one.page / root.column)));
    kept.forEach((one) => {
      const column = files.get(Math.floor(one.page / root.column)), [kind, issuer, year, due, led] = column.pages[one.page % root.column];
      const rows = matching(one).flatMap(({ at }) => (one.confirmed ? [at] : due.map((_, i) => i).filter((i) => i % root.places === at)))
        .filter((at) => at < due.length);
      one.facts = {
        kind: KINDS[kind], issuer: column.issuers[issuer], year: year ? String(year) : '',
        rows: rows.map((at) => ({
          at, due: due[at], month: due[at] ? iso(due[at]).slice(0, 7) : '',
          agency: [].concat(led[at]).filter((name) => name >= 0).map((name) => column.agencies[name]),
        })),
      };
    });
    return kept;
  }

  /* The rows of a page that answer the query, the best first. */
  function matching({ rows, inTitle }) {
    rows.sort((a, b) => b.own - a.own || a.at - b.at);
    return rows.filter((row) => row.own >= .6 * Math.max(rows[0].own, inTitle));
  }

  const of = (facts, facet) => [].concat(facet === 'agency' || facet === 'month' ? facts.rows.flatMap((row) => row[facet]) : facts[facet]);

  function narrowed(list, filters) {
    const set = FACETS.filter((facet) => filters[facet]);
    return list.filter(({ facts }) => {
      facts.rows = facts.rows.filter((row) => ['agency', 'month'].every((facet) => !filters[facet] || [].concat(row[facet]).includes(filters[facet])));
      return set.every((facet) => of(facts, facet).includes(filters[facet]));
    });
  }

  function counted(list) {
    return Object.fromEntries(FACETS.map((facet) => {
      const counts = new Map();
      list.forEach(({ facts }) => new Set(of(facts, facet)).forEach((name) => name && counts.set(name, (counts.get(name) || 0) + 1)));
      const byName = facet === 'year' || facet === 'month';
      const order = byName ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
      return [facet, Array.from(counts).sort(order).map(([name, count]) => ({ name, count }))];
    }));
  }

  const dueOf = ({ facts }) => facts.rows.reduce((first, { due }) => (due && due < first ? due : first), Infinity);

  // Answering -------------------------------------------------------------------------------------------------

  /* `{ total, atLeast, all, corrected, facets, partly, results }`, partly: not all pages were counted; `facets: true` or filters or the order `due` load columns. */
  async function search(text, { count = 5, open = true, verbatim = false, filters = {}, sort = '', facets = false } = {}) {
    if (typeof DecompressionStream === 'undefined') throw new Error('unsupported');
    await read('root', openRoot);
    const opens = open && /\S$/.test(text), set = FACETS.filter((facet) => filters[facet]), columns = facets || set.length || sort;
    // What results are narrowed to is looked for too, so that it is among the best.
    const wanted = [text].concat(set.filter((facet) => facet !== 'kind').map((facet) => (facet === 'month' ? filters.month.split('-').reverse().join('/') : filters[facet])));
    let query = understand(wanted.join(' . '), opens && wanted.length === 1, true), change = null;
    const looked = understand(text, opens, true);
    if (!verbatim) change = await corrected(looked, text);
    if (change) {
      wanted[0] = change;
      query = understand(wanted.join(' . '), opens && wanted.length === 1, true);
    }
    let list = await ranked(query, count);
    if (query.wants.some((want) => want.number && want.cover.length > 1 && want.found && !want.found.size)) {
      query = understand(wanted.join(' . '), opens && wanted.length === 1, false);
      list = await ranked(query, count);
    }
    const best = list[0] || { score: 0, covered: 0 };
    const before = list.length;
    list = list.filter((one) => one.covered >= .6 * best.covered && one.score >= .1 * best.score);
    const unread = query.wants.some((want) => want.words && (!want.found || longLists([want]).length));
    let total = before === WEIGHED && list.length === before ? Math.max(query.total, list.length) : list.length, counts = null;
    let partly = unread || total > list.length;
    if (columns) {
      const facts = await described(list);
      partly = partly || facts.length < list.length;
      list = narrowed(facts, filters);
      counts = counted(list);
      if (set.length) total = list.length;
      if (sort === 'due') list.sort((a, b) => dueOf(a) - dueOf(b) || byScore(a, b));
    }
    const shown = list.slice(0, count);
    await Promise.all(shown.map((one) => one.confirmed || confirm(query, one)));
    return {
      total, atLeast: total > 1 && unread && best.whole < .97, all: best.covered > .99, corrected: change, facets: counts, partly,
      results: await Promise.all(shown.map((one) => show(looked.all.length && !change ? looked : query, one))),
    };
  }

  async function show(query, one) {
    const data = await excerpt(one.page), rows = data.rows.concat(data.sections);
    const { 0: address, 1: kind, 2: title, 3: number, 4: issuer, 5: date } = data;
    let shown = matching(one).map(({ at }) => at);
    if (one.facts && one.facts.rows.length) {
      const kept = one.facts.rows.map(({ at }) => at);
      shown = shown.filter((at) => kept.includes(at)).concat(kept.filter((at) => !shown.includes(at)));
    }
    return {
      address, kind: KINDS[kind], title: mark(query, title), number, issuer, date,
      rows: shown.filter((at) => rows[at]).slice(0, 3).map((at) => {
        const { anchor, text, lead, deadline } = rows[at], [t, l, d] = [text, lead, deadline].map((part) => mark(query, part));
        return { anchor, text: t, lead: l, deadline: d };
      }),
    };
  }

  /* A text in pieces: every other one is marked, beginning with the second. */
  function mark(query, text) {
    const there = spoken(text), last = query.all[query.all.length - 1];
    const wanted = (exact) => there.map((word) => query.all.some((typed) => {
      const opens = query.open && typed === last && typed.text.length > 1;
      const hit = typed.text === word.text || opens && word.text.startsWith(typed.text);
      return hit && (!exact || same(typed.marks, word.marks, opens));
    }));
    let hits = wanted(query.spelled), end = 0;
    if (!hits.includes(true)) hits = wanted(false);
    const runs = [], pieces = [];
    for (let i = 0; i < there.length; i++) {
      if (!hits[i]) continue;
      const from = i;
      while (hits[i + 1]) i++;
      runs.push([from, i]);
    }
    // Beside words that stand together, a lone one is chance.
    const together = runs.some(([from, to]) => to > from);
    runs.forEach(([from, to]) => {
      const lone = query.all.length > 1 && to === from && !/\d/.test(there[from].text) && (together || rarityOf([there[from]]) < 1);
      if (lone || there[from].from < end) return;
      pieces.push(text.slice(end, there[from].from), text.slice(there[from].from, end = there[to].to));
    });
    return pieces.concat(text.slice(end));
  }

  const engine = {
    take(id, text) {
      if (waiting.has(id)) waiting.get(id)(text); else early.set(id, text);
      waiting.delete(id);
    },
    load: script,
    search,
  };
  global.niemyetSearch = engine;
})(typeof window === 'undefined' ? globalThis : window);
