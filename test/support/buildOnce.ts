import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const cache = join(root, '.cache/builds')

/** npm lists here what is really installed, also after `npm install --no-save`. */
const installed = 'node_modules/.package-lock.json'

/**
 * Builds into a folder of its own under `.cache`, unless the same sources were built before. Returns the folder.
 * Several processes may build at once. The first one to finish gives the folder its name, and the others use that folder.
 */
export async function buildOnce(name: string, sources: readonly string[], build: (folder: string) => unknown): Promise<string> {
  const folder = join(cache, `${name}-${hash([...sources, installed])}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, 'draft-'))
  try {
    await build(draft)
    if (!existsSync(folder)) renameSync(draft, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  const outdated = readdirSync(cache).filter((entry) => entry.startsWith(`${name}-`) && join(cache, entry) !== folder)
  for (const entry of outdated) rmSync(join(cache, entry), { recursive: true, force: true })
  return folder
}

/** Hashes the paths and contents of files and folders, which are named relative to the project. */
function hash(sources: readonly string[]): string {
  const sum = createHash('sha256')
  for (const path of sources.flatMap(listFiles)) sum.update(`${path}\0`).update(readFileSync(join(root, path)))
  return sum.digest('hex').slice(0, 16)
}

function listFiles(path: string): string[] {
  const absolute = join(root, path)
  if (!statSync(absolute).isDirectory()) return [path]
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => listFiles(join(path, name)))
}
