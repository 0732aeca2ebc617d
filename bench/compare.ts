// Compares the library with others of the field. Without a name, all four parts run:
// `node bench/run.mjs compare [bytes] [start] [buttons] [server] [--rounds 30] [--draw]`
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureButtons } from './buttons.js'
import { measureBytes } from './bytes.js'
import { measureServer } from './server.js'
import { measureStart } from './start.js'
import { drawChart } from './support/drawChart.js'
import { installPeers } from './support/peers.js'

const parts = { bytes: measureBytes, start: measureStart, buttons: measureButtons, server: measureServer }

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '30' }, draw: { type: 'boolean', default: false } },
})

installPeers()
const names = (positionals.length ? positionals : Object.keys(parts)) as (keyof typeof parts)[]
const tables: string[] = []
for (const name of names) {
  console.error(`${name} …`)
  const figures = await parts[name](Number(values.rounds))
  tables.push(...figures.tables)
  if (values.draw) writeFileSync(join(import.meta.dirname, `charts/${name}.svg`), drawChart(figures.chart))
}
console.log(tables.join('\n\n'))
