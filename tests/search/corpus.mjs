// node corpus.mjs FOLDER PLANS writes the corpus of the rig: invented plans of about thirty tasks, the same at every run; whole sentences hardly ever repeat,
// pairs of syllables always do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fold } from './fold.mjs';

const list = (text) => text.trim().split(/\s*\|\s*|\s*\n\s*/);

const ACTS = list(`
rà soát|tổ chức rà soát, thống kê|kiểm tra|kiểm tra, giám sát|xây dựng|hoàn thiện|triển khai|đẩy nhanh tiến độ|đôn đốc
hướng dẫn|tuyên truyền|tập huấn|bàn giao|tiếp nhận|nghiệm thu|lập hồ sơ|số hóa|cập nhật|công khai|niêm yết|thẩm định|tham mưu
bố trí kinh phí|sửa chữa|nâng cấp|cải tạo|khảo sát|đánh giá|sơ kết|tổng hợp báo cáo|giải quyết dứt điểm|xử lý|thu hồi|phân công
ban hành|điều chỉnh|bổ sung|phê duyệt|đấu giá|mua sắm|lắp đặt|vận hành|duy trì|phát động|ký kết|phối hợp điều tra|theo dõi
ra quân dọn dẹp|vận động nhân dân hiến đất làm|hòa giải các tranh chấp về|giải phóng mặt bằng|thanh quyết toán|chuẩn hóa|tu bổ`);
const THINGS = list(`
thủ tục hành chính lĩnh vực đất đai|hồ sơ địa chính|quy hoạch sử dụng đất|quy hoạch chung xây dựng|giấy chứng nhận quyền sử dụng đất
tài sản công dôi dư|trụ sở làm việc|nhà văn hóa|đường giao thông nông thôn|hệ thống thoát nước|kênh mương nội đồng|đê bao chống lũ
trạm bơm điện|đèn chiếu sáng công cộng|công trình nước sạch|bãi tập kết rác thải|nghĩa trang nhân dân|chợ dân sinh|bến đò ngang
cụm công nghiệp làng nghề|hợp tác xã nông nghiệp|vùng trồng rau an toàn|vùng nuôi trồng thủy sản|đàn gia súc, gia cầm|dịch tả lợn châu Phi
sản phẩm OCOP|cánh đồng mẫu lớn|rừng phòng hộ ven biển|giống lúa chất lượng cao|hộ nghèo, hộ cận nghèo|nhà tạm, nhà dột nát
người có công với cách mạng|trẻ em có hoàn cảnh đặc biệt|người khuyết tật|người cao tuổi cô đơn|bảo hiểm y tế hộ gia đình
trạm y tế lưu động|tiêm chủng mở rộng|an toàn thực phẩm bếp ăn|sốt xuất huyết|trường mầm non|trường tiểu học|trường trung học cơ sở
phổ cập giáo dục|trung tâm học tập cộng đồng|di tích lịch sử đình làng|lễ hội truyền thống|gia đình văn hóa|câu lạc bộ hát chèo
thư viện cơ sở|sân thể thao|đài truyền thanh thông minh|chuyển đổi số cộng đồng|dịch vụ công trực tuyến|chữ ký số cá nhân
phần mềm quản lý văn bản|mạng nội bộ|cơ sở dữ liệu dân cư|tài khoản định danh điện tử|hộ tịch điện tử|sổ hộ khẩu giấy
tổ hòa giải cơ sở|trợ giúp pháp lý lưu động|khiếu nại tố cáo kéo dài|tiếp công dân định kỳ|cải cách tiền lương|vị trí việc làm
luân chuyển cán bộ không chuyên trách|đội ngũ công chức|kỷ luật kỷ cương hành chính|phòng chống tham nhũng|kê khai tài sản thu nhập
dự toán ngân sách|thu thuế phi nông nghiệp|nợ đọng xây dựng cơ bản|đầu tư công trung hạn|giải ngân vốn|phí bảo vệ môi trường
phòng cháy chữa cháy rừng|an ninh trật tự thôn xóm|tội phạm lừa đảo qua mạng|tuyển quân nghĩa vụ quân sự|dân quân tự vệ
trật tự an toàn giao thông|hành lang an toàn đường bộ|phòng chống thiên tai, tìm kiếm cứu nạn|khu neo đậu tàu thuyền
cấp phép khai thác cát sỏi|ô nhiễm nguồn nước|phân loại rác tại nguồn|cây xanh đô thị|vỉa hè lòng đường|biển số nhà|quảng cáo rao vặt
trật tự xây dựng|nhà ở xã hội|khu tái định cư|đất công ích|đất xen kẹt|tranh chấp mốc giới|bến bãi vật liệu|xe quá tải
vay vốn chính sách|đào tạo nghề lao động nông thôn|xuất khẩu lao động|hội chợ việc làm|bình đẳng giới|bạo lực gia đình
xã nông thôn mới kiểu mẫu|phường văn minh đô thị|sắp xếp đơn vị hành chính|con dấu cũ|tài liệu lưu trữ tồn đọng|phiếu khảo sát hài lòng`);
const WHERES = list(`
tại thôn|trên địa bàn thôn|thuộc tổ dân phố|dọc tuyến đường|ở khu dân cư|tại khu vực|quanh hồ|ven sông|tại xóm|trong cụm|tại ấp
giáp ranh với làng|từ cầu|tại chợ|thuộc khu đô thị|trên tuyến đê|tại cánh đồng|tại bến`);
const SYLLABLES = list(`
An|Bình|Cẩm|Châu|Dương|Đoài|Đông|Đức|Gia|Giang|Hà|Hải|Hạnh|Hậu|Hiệp|Hòa|Hoàng|Hồng|Hợp|Hưng|Hương|Khánh|Kiên|Kim|Kỳ|Lạc|Lâm|Lập|Liên|Linh
Long|Lộc|Lương|Mai|Minh|Mỹ|Nam|Nghĩa|Ngọc|Nguyên|Nhân|Ninh|Phong|Phú|Phúc|Phương|Quang|Quý|Sơn|Tâm|Tân|Tây|Thái|Thanh|Thạch|Thắng|Thiên|Thịnh
Thọ|Thuận|Thủy|Thượng|Tiên|Tiến|Trà|Trung|Trường|Tú|Tường|Uyên|Văn|Vân|Việt|Vĩnh|Vũ|Xuân|Yên|Đình|Đại|Đồng|Bảo|Chính|Cường|Dũng|Điền|Hiền`);
const HOWS = list(`
theo hướng gọn đầu mối|bảo đảm đúng quy định|theo phân cấp|bằng nguồn vốn sự nghiệp|từ nguồn xã hội hóa|theo hình thức cuốn chiếu
có sự tham gia của Mặt trận Tổ quốc|gắn với chuyển đổi số|gắn với bảo vệ môi trường|không làm gián đoạn việc phục vụ nhân dân
theo kết luận thanh tra|theo ý kiến cử tri|sau sắp xếp|trong giai đoạn 2026-2030|giai đoạn 2025-2027|trên nền tảng số dùng chung
đúng định mức|đồng bộ với cấp thành phố|theo mẫu thống nhất|kết hợp tuần tra ban đêm|có biên bản và hình ảnh kèm theo`);
const WHYS = list(`
để người dân không phải đi lại nhiều lần|nhằm khắc phục tồn tại đã nêu|để phục vụ đại hội|nhằm giảm chi phí cho doanh nghiệp
để bàn giao cho đơn vị sử dụng|nhằm nâng cao đời sống nhân dân|nhằm bảo đảm an toàn mùa mưa bão|để hoàn thành chỉ tiêu được giao
nhằm thu hút đầu tư|để làm căn cứ tính bồi thường|nhằm ngăn chặn vi phạm từ sớm|để trình Hội đồng nhân dân kỳ họp cuối năm
nhằm giữ gìn bản sắc quê hương|để kịp năm học mới|nhằm tăng thu ngân sách|để công bố hết dịch|nhằm tránh lãng phí
để báo cáo cấp trên|nhằm bảo vệ trẻ em|để xét công nhận danh hiệu`);
const PRODUCTS = list('Báo cáo|Kế hoạch|Quyết định|Danh sách|Biên bản bàn giao|Tờ trình|Hồ sơ hoàn công|Phương án|Văn bản hướng dẫn|Bản đồ');
const DEADLINES = list(`
Tháng {m}/{y}|Tháng {m}/{y}|Tháng {m}/{y}|Tháng {m}/{y}|Trước ngày {d}/{m}/{y}|Trước ngày {d}/{m}/{y}|Ngày {d}/{m}/{y}
Quý {q}/{y}|Thường xuyên|Thường xuyên|Hằng năm|Năm {y}|Trong tháng {m}/{y}|Đến hết tháng {m}/{y}`);
const FIELDS = list(`
cải cách hành chính|chuyển đổi số|phát triển kinh tế - xã hội|xây dựng nông thôn mới|giảm nghèo bền vững|quản lý đất đai
phòng, chống thiên tai|bảo vệ môi trường|an toàn thực phẩm|phát triển giáo dục|chăm sóc sức khỏe nhân dân|quản lý tài sản công
phòng, chống dịch bệnh gia súc|phát triển văn hóa cơ sở|bảo đảm an ninh trật tự|đầu tư công|tiếp công dân, giải quyết khiếu nại
thực hành tiết kiệm, chống lãng phí|bình đẳng giới và bảo vệ trẻ em|giải phóng mặt bằng|phát triển du lịch cộng đồng|dân số và phát triển
chỉnh trang đô thị|giao quân và tuyển quân|phát triển kinh tế tập thể|phổ biến, giáo dục pháp luật|quản lý trật tự xây dựng|khuyến nông`);
const FORMS = list(`
Triển khai công tác {f} năm {y}|Thực hiện nhiệm vụ {f} giai đoạn {y}-{z}|Kiểm tra công tác {f} quý {q} năm {y}
Tăng cường {f} trên địa bàn năm {y}|Thực hiện {c} về {f}|Sơ kết công tác {f} sáu tháng đầu năm {y}|Phát động thi đua {f} năm {y}`);
const UNITS = list(`
Phòng Kinh tế|Phòng Văn hóa - Xã hội|Văn phòng HĐND và UBND|Trung tâm Phục vụ hành chính công|Công an|Ban Chỉ huy Quân sự|Trạm Y tế
Phòng Kinh tế, Hạ tầng và Đô thị|Trung tâm Dịch vụ tổng hợp|Hội Nông dân|Đoàn Thanh niên|Ủy ban Mặt trận Tổ quốc`);
const TYPES = list('Nghị quyết:NQ-CP:chinh-phu:Chính phủ|Quyết định:QĐ-TTg:thu-tuong:Thủ tướng Chính phủ|Chỉ thị:CT-TTg:thu-tuong:Thủ tướng Chính phủ');

export const COMMUNES = 120;
export const DOCUMENTS = 90;
const TASKS = 30;

/** Numbers below a bound, the same for the same seed. */
export function dice(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
  };
}

export const pick = (roll, from) => from[roll(from.length)];
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const slug = (text) => fold(text).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
const pad = (n) => String(n).padStart(2, '0');

export function commune(at) {
  const round = Math.floor(at / SYLLABLES.length), second = (at * 11 + 5 + 17 * round) % SYLLABLES.length;
  const name = `${SYLLABLES[(at * 7) % SYLLABLES.length]} ${SYLLABLES[second]}`;
  const kind = at % 3 ? 'xã' : 'phường';
  return { name, kind, short: `UBND ${kind} ${name}`, id: `ubnd-${slug(`${kind} ${name}`)}` };
}

export function documentAt(at) {
  const roll = dice(at + 700_000), [type, symbol, issuer, by] = pick(roll, TYPES).split(':');
  const date = [2023 + roll(3), 1 + roll(8), 1 + roll(28)];
  const number = `${20 + at * 9 + roll(8)}/${symbol}`;
  return { type, issuer, by, number, date, slug: `${slug(number)}-${date[0]}`, title: `Về ${pick(roll, FIELDS)} ${pick(roll, HOWS)}` };
}

/** The plan of a place in the corpus: its issuer, number, date, summary, and tasks with text, lead, deadline and product. */
export function plan(at) {
  const roll = dice(at + 1), home = commune(at % COMMUNES), [y, m, d] = [2024 + roll(3), 1 + roll(12), 1 + roll(28)];
  const cited = documentAt(roll(DOCUMENTS)), citation = `${cited.type} số ${cited.number}`;
  const fill = (text, year) => text.replace(/\{(\w)\}/g, (_, slot) => ({
    m: pad(1 + roll(12)), d: pad(1 + roll(28)), q: pick(roll, ['I', 'II', 'III', 'IV']), y: year, z: y + 4, f: pick(roll, FIELDS), c: citation,
  })[slot]);
  const task = (no) => {
    const where = roll(10) < 7 ? ` ${pick(roll, WHERES)} ${pick(roll, SYLLABLES)} ${pick(roll, SYLLABLES)}` : '';
    const second = roll(4) === 0 ? `; ${pick(roll, ACTS)} ${pick(roll, THINGS)}` : '';
    const basis = roll(25) === 0 ? ` theo ${citation}` : '', how = roll(2) ? ` ${pick(roll, HOWS)}` : '', why = roll(5) < 2 ? `, ${pick(roll, WHYS)}` : '';
    return {
      anchor: `I.${no}`,
      text: `${capital(pick(roll, ACTS))} ${pick(roll, THINGS)}${where}${how}${second}${basis}${why}.`,
      lead: pick(roll, UNITS), support: pick(roll, UNITS), deadline: fill(pick(roll, DEADLINES), y + 1 + roll(2)), product: pick(roll, PRODUCTS),
    };
  };
  const number = `${pad(1 + Math.floor(at / COMMUNES))}/KH-UBND`;
  return {
    home, number, date: `${y}-${pad(m)}-${pad(d)}`, address: `ke-hoach/${home.id}/${slug(number)}-${y}/`,
    title: fill(pick(roll, FORMS), y), citation, cited,
    tasks: Array.from({ length: TASKS - 4 + roll(9) }, (_, i) => task(i + 1)),
  };
}

const quoted = (text) => JSON.stringify(text);

function planFiles(at) {
  const { home, number, date, title, citation, cited, tasks } = plan(at);
  const rows = tasks.map(({ text, lead, support, deadline, product }, i) => `      - no: ${i + 1}
        text: ${quoted(text)}
        lead: [${quoted(lead)}]
        support: [${quoted(support)}]
        deadline: ${quoted(deadline)}
        product: ${quoted(product)}
`);
  const yaml = `number: ${quoted(number)}
kind: Kế hoạch
issuer: ${home.id}
place: ${home.name}
issued: ${date}
period: "${date.slice(0, 4)}-${Number(date.slice(0, 4)) + 4}"
summary: ${quoted(title)}
basis:
  - ${quoted(`${citation} ngày ${cited.date.reverse().join('/')} của ${cited.by}`)}
source: { file: nguon.txt, form: export, compared: false }
transcription: complete
signature: { authority: TM. ỦY BAN NHÂN DÂN, title: CHỦ TỊCH, name: Nguyễn Văn A }
recipients: [Lưu VT]
tasks:
  - section: I
    title: Nhiệm vụ
    form: table
    rows:
${rows.join('')}`;
  const roll = dice(at + 5_000_000);
  const prose = Array.from({ length: 6 }, () => `${capital(pick(roll, ACTS))} ${pick(roll, THINGS)} ${pick(roll, HOWS)}, ${pick(roll, WHYS)}.`);
  return { folder: `${home.id}/${slug(number)}-${date.slice(0, 4)}`, yaml, body: `# I. Mục đích\n\n${prose.join('\n\n')}\n\n[[bảng nhiệm vụ]]\n` };
}

const agency = (name, level, parent, units) => `name: ${quoted(name[0])}
short: ${quoted(name[1])}
level: ${level}
${parent ? `parent: ${parent}\n` : ''}units:
${units.map((unit) => `  - { id: ${slug(unit)}, name: ${quoted(unit)} }\n`).join('')}`;

/** Writes `content/` and `seeds/` with that many plans. */
export function write(folder, plans) {
  const put = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('seeds/nguon.txt', 'Văn bản này do bộ thử tìm kiếm tạo ra.\n');
  put('content/site.yaml', 'title: Kế hoạch thử\nbase_url: https://tim-kiem.invalid/\nlanguage: vi\npublisher: Bộ thử tìm kiếm\ncontact: thu@tim-kiem.invalid\n');
  put('content/agencies/trung-uong.yaml', agency(['Cơ quan trung ương', 'Trung ương'], 'central', '', ['Chính phủ', 'Thủ tướng']).replace('thu-tuong, name: "Thủ tướng"', 'thu-tuong, name: "Thủ tướng Chính phủ"'));
  put('content/agencies/thanh-pho.yaml', agency(['Ủy ban nhân dân thành phố Thử', 'UBND thành phố'], 'city', 'trung-uong', ['Sở Nội vụ']));
  for (let at = 0; at < COMMUNES; at++) {
    const { name, kind, short, id } = commune(at);
    put(`content/agencies/${id}.yaml`, agency([`Ủy ban nhân dân ${kind} ${name}`, short], 'commune', 'thanh-pho', UNITS));
  }
  for (let at = 0; at < DOCUMENTS; at++) {
    const one = documentAt(at), [y, m, d] = one.date;
    put(`content/documents/${one.slug}.yaml`, `number: ${one.number}\ntype: ${one.type}\nissuer: trung-uong/${one.issuer}\nissued: ${y}-${pad(m)}-${pad(d)}\ntitle: ${quoted(one.title)}\n`);
  }
  for (let at = 0; at < plans; at++) {
    const { folder: where, yaml, body } = planFiles(at);
    put(`content/plans/${where}/plan.yaml`, yaml);
    put(`content/plans/${where}/plan.md`, body);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write(process.argv[2], Number(process.argv[3]));
