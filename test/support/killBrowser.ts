import { readdirSync, readFileSync } from 'node:fs'

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
}

const pids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name))

/** After the name, which is in brackets and may hold anything: the state, then the parent. */
const parentOf = (pid: string) => read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]

/**
 * Ends a browser and all its processes at once, as `kill -9` and a crash of the system do. Linux only. Returns how many there were.
 * `test/chromium/delivery.test.ts` shows what becomes of unsent impressions.
 */
export function killBrowser(userDataDir: string): number {
  return killTrees(pids().filter((pid) => read(`/proc/${pid}/cmdline`).split('\0').includes(`--user-data-dir=${userDataDir}`)))
}

/** Ends processes and all their descendants at once. Linux only. Returns how many there were. */
export function killTrees(roots: string[]): number {
  const all = pids()
  const doomed = [...roots]
  // The list grows while it is walked: children of children.
  for (const parent of doomed) doomed.push(...all.filter((pid) => !doomed.includes(pid) && parentOf(pid) === parent))
  for (const pid of doomed) {
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // A child may have ended with its parent.
    }
  }
  return doomed.length
}
