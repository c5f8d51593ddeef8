// node stress.mjs DIR: writes DIR/content and DIR/seeds, plans with every deadline that tests/deadlines*.tsv can read,
// issued on several days for several periods, and with texts that are hard to write into a calendar.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ISSUER = 'ubnd-xa-thu';
const LONG = 'Rà soát, thống kê; đối chiếu: “nghiệp vụ” và quyền, nghĩa vụ của người sử dụng đất tại khu vực nghĩa trang. ';
const TEXTS = [
  'Một, hai; ba: bốn “năm” "sáu" \'bảy\' = tám % chín & mười',
  '\\, \\; \\\\ \\n \\N C:\\nghị quyết\\',
  'Dòng một\nDòng hai\nEND:VEVENT\nBEGIN:VEVENT',
  'Dòng một\r\nDòng hai',
  'Trước\ttab và\u2028sau dấu xuống dòng, \u2029sau dấu đoạn, \u00a0dấu cách liền',
  'Biểu tượng 📅🇻🇳 👩‍👩‍👧‍👦 và 𠀋 giữa câu'.repeat(8),
  LONG.repeat(15),
  LONG.repeat(3).normalize('NFD'),
  'ệ'.repeat(300),
  'https://example.vn/?a=1,2;b=3#x là địa chỉ',
];
// Several rules in one deadline, with days that they share, and more days than a calendar lists.
const RHYTHMS = [
  'Báo cáo tháng trước ngày 15, báo cáo quý trước ngày 15 tháng cuối quý',
  'Báo cáo quý trước ngày 20 tháng cuối quý; báo cáo năm trước ngày 20/12',
  'Báo cáo quý trước ngày 20 tháng cuối quý; báo cáo năm trước ngày 15/12',
  'Thứ Hai hằng tuần và ngày 15 hằng tháng',
  'Hằng tháng vào ngày 15; thứ Hai hằng tuần',
  'Hằng quý; hai tháng một lần',
  'Hai tháng một lần, hằng quý',
  'Thứ Hai hằng tuần',
  'Thứ Sáu hằng tuần',
  'Ngày 31 hằng tháng',
  'Ngày 29/2 hằng năm',
];
const PLANS = [
  { issued: '2025-10' },
  { issued: '2025-12-26', period: '2026' },
  { issued: '2025-11-05', period: '2025-2030' },
  { issued: '2025-07-30', period: '2025' },
  { issued: '2025-12-31', period: '2025' },
  { issued: '2024-02-29', period: '2024-2040' },
  // 400 weeks end within the years that are compared.
  { issued: '2018-06-04', period: '2018-2030' },
];

const [dir] = process.argv.slice(2);
if (!dir) throw new Error('usage: node stress.mjs DIR');
const [all, recurring] = deadlines();
put('seeds/nguon.txt', 'Nguồn để thử.\n');
put('content/site.yaml', yaml({ title: 'Lịch, thử; nghiệm \\ 📅', language: 'vi', publisher: 'Nơi thử', reminders: [7, 0, 1] }));
put(`content/agencies/${ISSUER}.yaml`, yaml({ name: 'Ủy ban nhân dân xã Thử, Nghiệm; Lịch', short: 'UBND xã Thử, Nghiệm; Lịch', level: 'commune', units: [{ id: 'phong', name: 'Phòng Một, Hai; Ba' }] }));
PLANS.forEach((plan, index) => {
  const rows = (index < 3 ? all : recurring).map((deadline, at) => ({
    no: at + 1,
    text: TEXTS[(at + index) % TEXTS.length],
    lead: ['Phòng Một, Hai; Ba'],
    deadline: deadline || null,
  }));
  // One and one: their names must not meet in the UID of an event.
  rows.push({ no: '1.2', text: 'Số của dòng có dấu chấm', deadline: 'Tháng 11/2025' });
  rows.push({ no: 'rows', text: 'Có ý con', deadline: 'Tháng 11/2025', rows: [{ text: 'Ý con', deadline: 'hằng tháng' }] });
  put(`content/plans/${ISSUER}/ke-hoach-${index}/plan.yaml`, yaml({
    number: `${index + 1}/KH-UBND`,
    kind: 'Kế hoạch',
    issuer: ISSUER,
    place: 'Thử',
    ...plan,
    summary: 'Thử lịch',
    source: { file: 'nguon.txt', form: 'export', compared: false },
    transcription: 'complete',
    signature: { authority: null, title: null, name: null },
    tasks: [{ section: 'I', title: 'Mọi thời hạn', rows }],
    reports: RHYTHMS.map((deadline) => ({ text: TEXTS[deadline.length % TEXTS.length], deadline })),
  }));
});

/** Every phrase of the tables that can be read, and those of them that come back. */
function deadlines() {
  const tables = ['deadlines.tsv', 'deadlines-more.tsv'].map((name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
  const rows = tables.flatMap((table) => table.trimEnd().split('\n').slice(1)).map((row) => row.split('\t'));
  // In the column of the kind, what cannot be read has the name of a reason.
  // A list, a beginning, a report or a next year can be read on some days of issue and not on others.
  const leans = (phrase, inferred) => inferred?.includes('year-from-period') && /[,;]|^Từ|^Báo cáo|năm sau/.test(phrase);
  const readable = rows.filter(([phrase, kind, , , , inferred]) => !/^[A-Z]/.test(kind) && !leans(phrase, inferred));
  const recurring = readable.filter(([, , , , rules]) => rules.startsWith('FREQ='));
  return [readable, recurring].map((rows) => [...new Set([...rows.map(([phrase]) => phrase), ...RHYTHMS])]);
}

/** JSON is YAML, all but the characters that only YAML takes for ends of lines; null and numbers stay. */
function yaml(value) {
  return `${JSON.stringify(value, null, 1).replace(/[\u0085\u2028\u2029\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

function put(path, text) {
  const file = join(dir, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}
