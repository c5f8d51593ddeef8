// What making an index cost, as whoever makes one leaves it in the folder: `cost.json` with seconds of CPU and bytes of memory.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An index that takes more memory is not made. */
export const MEGABYTES = 10_000;
const FILE = 'cost.json';
/** The kernel counts processor time in hundredths of a second for every program. */
const TICKS = 100;

/** Until now: user and system time of all threads of a process, and the most memory it has held; `null` where the system does not tell. */
export function spent(pid) {
  try {
    // The name of the program stands in parentheses and may hold spaces; fields count on from 3 after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    const peak = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, memory: Number(peak[1]) * 1024 };
  } catch {
    return null;
  }
}

export const difference = (after, before) => after && before && { cpu: after.cpu - before.cpu, memory: after.memory - before.memory };

export const leaveCost = (folder, cost) => writeFileSync(join(folder, FILE), JSON.stringify(cost));

export const costOf = (folder) => (existsSync(join(folder, FILE)) ? JSON.parse(readFileSync(join(folder, FILE), 'utf8')) : null);
