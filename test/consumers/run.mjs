import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

// Tests the consumers that the command line names, or all of them. `--list` prints the names as JSON.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } })
const extension = '.test.ts'
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(extension))
const names = files.map((file) => file.slice(0, -extension.length))
const unknown = positionals.filter((name) => !names.includes(name))

if (values.list) process.stdout.write(`${JSON.stringify(names)}\n`)
else if (unknown.length > 0) {
  process.stderr.write(`No consumer has the name ${unknown.join(' or ')}. The names are ${names.join(', ')}.\n`)
  process.exitCode = 1
} else {
  // Vitest also matches parts of paths, so a consumer is the whole path of its file.
  const paths = positionals.map((name) => join(import.meta.dirname, `${name}${extension}`))
  const vitest = await startVitest('test', paths, { config: join(import.meta.dirname, 'vitest.config.ts') })
  await vitest.close()
}
