// The facts of the five plans that anyone can count on paper.
import { check } from './check.mjs';
import { hasClass, inside } from './site.mjs';

const HAI_HUNG = 'ke-hoach/ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/index.html';
const HAI_PHONG = 'ke-hoach/ubnd-thanh-pho-hai-phong/5256-qd-ubnd-2025/index.html';
const DONG_HAI = 'ke-hoach/ubnd-phuong-dong-hai/103-kh-ubnd-2025/index.html';
const HUNG_DAO = 'ke-hoach/ubnd-phuong-hung-dao/75-kh-ubnd-2025/index.html';
const CHAN_HUNG = 'ke-hoach/ubnd-xa-chan-hung/09-kh-ubnd-2025/index.html';
const PLANS = [HAI_HUNG, HAI_PHONG, DONG_HAI, HUNG_DAO, CHAN_HUNG];
const DECEMBER = 'lich/2025/12/index.html';
const PLACES = [
  'ke-hoach/index.html', 'van-ban/index.html', 'co-quan/index.html', 'lich/index.html', 'lich/lich.ics', 'tim-kiem/index.html',
  'du-lieu/index.html', 'du-lieu/SHA256SUMS', 'feed.xml', 'sitemap.xml', 'robots.txt', '404.html', DECEMBER,
  'van-ban/268-nq-cp-2025/index.html', 'van-ban/76-nq-cp-2021/index.html',
];

export default async function content(site) {
  await check('every address that was promised exists', () =>
    [...PLACES, ...PLANS, ...PLANS.flatMap(beside)].filter((path) => !site.files.has(path)).map((path) => `no ${path}`),
  );

  await check('there are five plans, and /ke-hoach/ links to each', () => {
    const plans = site.pages.filter((path) => /^ke-hoach\/[^/]+\/[^/]+\/index\.html$/.test(path) && !/\/phien-ban\//.test(path));
    const linked = new Set(site.linksTo('ke-hoach/index.html', /^ke-hoach\//).map(({ path }) => path));
    return [...counted('plans', plans.length, 5), ...PLANS.filter((path) => !linked.has(path)).map((path) => `no link to ${path}`)];
  });

  await check('Hải Hưng has 31 tasks in 9 sections', () => {
    const leaves = tasks(site, HAI_HUNG).filter(isLeaf);
    const sections = new Set(leaves.map((row) => row.attrs.id.split('.')[0]));
    return [...counted('leaf tasks', leaves.length, 31), ...counted('sections', sections.size, 9)];
  });

  await check('Hải Phòng has 59 numbered rows and 63 leaf rows', () => {
    const rows = tasks(site, HAI_PHONG);
    return [
      ...counted('numbered rows', rows.filter((row) => hasClass(row, 'numbered')).length, 59),
      ...counted('leaf rows', rows.filter(isLeaf).length, 63),
      ...counted('rows with sub-rows', rows.filter((row) => hasClass(row, 'parent')).length, 4),
    ];
  });

  await check('Đông Hải has 15 targets', () => {
    const targets = site.page(DONG_HAI).filter((element) => element.name === 'tr' && hasClass(element, 'target'));
    const ids = targets.map((row) => row.attrs.id);
    const wrong = ids.filter((id, index) => id !== `chi-tieu-${index + 1}`);
    return [...counted('targets', targets.length, 15), ...wrong.map((id) => `a target's id is ${id}`)];
  });

  await check('every plan has tasks, each with an id', () =>
    PLANS.flatMap((path) => {
      const rows = tasks(site, path);
      if (rows.length === 0) return [`${path}: no task`];
      return rows.filter((row) => !row.attrs.id).map((row) => `${path}:${row.line}: a task without id`);
    }),
  );

  await check('NQ 268 is linked back to Hưng Đạo and Hải Hưng, NQ 76 to the city', () => [
    ...citedBy(site, 'van-ban/268-nq-cp-2025/index.html', HUNG_DAO),
    ...citedBy(site, 'van-ban/268-nq-cp-2025/index.html', HAI_HUNG),
    ...citedBy(site, 'van-ban/76-nq-cp-2021/index.html', HAI_PHONG),
  ]);

  await check('every document that a plan links to links back', () =>
    PLANS.flatMap((plan) => {
      const documents = new Set(site.linksTo(plan, /^van-ban\/[^/]+\/index\.html$/).map(({ path }) => path));
      return [...documents].flatMap((document) => citedBy(site, document, plan));
    }),
  );

  await check('December 2025 shows V.1, V.4, VI.2, VII.1, VII.2 of Hải Hưng', () => {
    const shown = new Set(entries(site).filter(({ path }) => path === HAI_HUNG).map(({ id }) => id));
    const expected = ['V.1', 'V.4', 'VI.2', 'VII.1', 'VII.2'];
    return [
      ...expected.filter((id) => !shown.has(id)).map((id) => `${id} is missing`),
      ...[...shown].filter((id) => !expected.includes(id)).map((id) => `${id} should not be there`),
    ];
  });

  await check('December 2025 shows nothing continuous', () =>
    entries(site).flatMap(({ path, id }) => {
      const row = site.byId(path, id);
      const cells = site.page(path).filter((element) => inside(element, row) && element.text.length < 40);
      return cells.some((cell) => /^(thường xuyên|liên tục)/i.test(cell.text)) ? [`${path}#${id}`] : [];
    }),
  );
}

const beside = (plan) => ['nhiem-vu.csv', 'nhiem-vu.json', 'lich.ics'].map((name) => plan.replace('index.html', name));

const tasks = (site, path) =>
  site.page(path).filter((element) => (element.name === 'tr' || element.name === 'li') && hasClass(element, 'task'));

const isLeaf = (row) => !hasClass(row, 'parent');

const counted = (what, found, expected) => (found === expected ? [] : [`${found} ${what}, not ${expected}`]);

/** A document's page links to an anchor on the plan; that the anchor exists is part of resolving it. */
function citedBy(site, document, plan) {
  return site.linksTo(document, plan).some(({ id }) => id) ? [] : [`${document}: no link to an anchor of ${plan}`];
}

function entries(site) {
  const page = site.page(DECEMBER);
  const items = page.filter((element) => element.name === 'li' && hasClass(element, 'entry'));
  if (items.length === 0) throw new Error(`${DECEMBER}: no li.entry`);
  return items.map((item) => {
    const link = page.find((element) => element.name === 'a' && inside(element, item));
    if (!link) throw new Error(`${DECEMBER}:${item.line}: an entry without a link`);
    const to = site.resolve(DECEMBER, link.attrs.href);
    if (to.problem || !to.id) throw new Error(`${DECEMBER}:${item.line}: ${link.attrs.href} ${to.problem ?? 'has no anchor'}`);
    return to;
  });
}
