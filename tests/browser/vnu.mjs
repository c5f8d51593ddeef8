// The Nu HTML checker has no error for any page.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';

const JAR = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

export default async function vnu(site) {
  await check('the HTML checker accepts every page', () => {
    const args = ['-Xss8m', '-jar', JAR, '--errors-only', '--skip-non-html', site.folder];
    const { status, stdout, stderr, error } = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error) return [`java does not run: ${error.message}`];
    const lines = (stdout + stderr).split('\n').filter(Boolean);
    return status === 0 ? [] : [`exit code ${status}`, ...lines];
  });
}
