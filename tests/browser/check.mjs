// A check is a name and a function that returns (or throws) what is wrong; nothing wrong means passed.
const SHOWN = 20;
export const tally = { passed: 0, failed: 0 };

export async function check(name, run) {
  const started = Date.now();
  let problems;
  try {
    problems = (await run()) ?? [];
  } catch (error) {
    problems = [explain(error)];
  }
  const time = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  if (problems.length === 0) {
    tally.passed += 1;
    console.log(`ok    ${name} (${time})`);
    return;
  }
  tally.failed += 1;
  console.log(`FAIL  ${name} (${time})`);
  for (const problem of problems.slice(0, SHOWN)) console.log(`      ${String(problem).replaceAll('\n', '\n      ')}`);
  if (problems.length > SHOWN) console.log(`      … and ${problems.length - SHOWN} more`);
}

/** The problems of one file; what is thrown while it is read is one of them. */
export function attempt(path, run) {
  try {
    return (run() ?? []).map((problem) => `${path}: ${problem}`);
  } catch (error) {
    return [`${path}: ${error.message}`];
  }
}

/** One line for each thing that is wrong, however many places have it: pairs of what and where. */
export function grouped(found) {
  const places = new Map();
  for (const [what, where] of found) places.set(what, [...(places.get(what) ?? []), where]);
  return [...places].map(([what, [first, ...more]]) => `${what}: ${first}${more.length ? ` and ${more.length} more` : ''}`);
}

/** The message without colours, and the line of these tests that it came from. */
function explain(error) {
  const message = String(error.message ?? error).replace(/\x1b\[\d+m/g, '').trim();
  const line = error.stack?.split('\n').find((frame) => frame.includes('.mjs:') && !frame.includes('node_modules'));
  return line ? `${message}\n${line.trim()}` : message;
}
