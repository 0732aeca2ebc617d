import { join } from 'node:path'
import { build, type Rollup } from 'vite'

/** The stylesheets that the package has. */
export type Styles = { layered: string; unlayered: string }

export async function buildStyles(): Promise<Styles> {
  const root = join(import.meta.dirname, '../..')
  const builds = await build({ root, mode: 'production', logLevel: 'error', build: { write: false } })
  const assets = (builds as Rollup.RollupOutput[]).flatMap(({ output }) => output.filter((file) => file.type === 'asset'))
  const read = (name: string) => String(assets.find(({ fileName }) => fileName === name)?.source)
  return { layered: read('styles.css'), unlayered: read('styles.unlayered.css') }
}
