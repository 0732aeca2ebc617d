// Reports the addresses that the maintainers must fill in before a release. `npm run check` runs this file, and goes on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
const missing = ['homepage', 'bugs', 'repository'].filter((name) => !(manifest[name]?.url ?? manifest[name]))
if (missing.length > 0) console.warn(`package.json has no address for ${missing.join(', ')}. Fill them in before you publish.`)
