import { dirname, join } from 'node:path'
import { build, type Plugin, type Rollup } from 'vite'

/** `import { text } from './inlineScript.js?script'`: that file and what it imports, as the text of one minified script. */
export const scriptPlugin: Plugin = {
  name: 'script',
  // Before Vite looks for the file itself.
  enforce: 'pre',
  resolveId: (id, importer = '') => (id.endsWith('.js?script') ? `${join(dirname(importer), id.replace('.js?', '.'))}.js` : undefined),
  async load(id) {
    if (!id.endsWith('.script.js')) return undefined
    const entry = id.replace('.script.js', '.ts')
    this.addWatchFile(entry)
    const [{ output }] = (await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, target: 'es2022', minify: true, lib: { entry, formats: ['iife'], name: 'script' } },
    })) as [Rollup.RollupOutput]
    return `export const text = ${JSON.stringify(output[0].code.trim())}`
  },
}
