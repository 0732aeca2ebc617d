// Measures the throughput of the relay: `npm run bench:relay`, or `node bench/run.mjs relay [--runs 5] [--seconds 2]`.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { devPlugin } from '../test/support/devPlugin.js'
import { requests } from './relay/site.js'
import { toTable } from './support/figures.js'
import { type LoadRequest, measureLoad, sendOnce } from './support/measureLoad.js'
import { median } from './support/median.js'
import { installPeers, peersPlugin } from './support/peers.js'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { runs: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
})
const outDir = join(import.meta.dirname, '../.cache/bench/relay')

installPeers()
await build({
  configFile: false,
  logLevel: 'error',
  plugins: [peersPlugin, devPlugin],
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true },
  build: { ssr: join(import.meta.dirname, 'relay/main.ts'), outDir, target: 'node20' },
})
const { serverNames } = (await import(join(outDir, 'main.js'))) as typeof import('./relay/main.js')

const upstream = await startProcess('upstream')
const servers = await Promise.all(serverNames.map((name) => startProcess(name, upstream.origin)))

for (const [title, load] of Object.entries(requests)) {
  const rates = await measureServers(load)
  const base = median(rates[serverNames.findIndex((name) => name.startsWith('a handler by hand'))] as number[])
  const rows = serverNames.map((name, index) => {
    const rate = median(rates[index] as number[])
    return [name, Math.round(rate).toLocaleString('en'), (rate / base).toFixed(2)]
  })
  console.log(`${toTable([title, 'requests per second', '× by hand'], rows)}\n`)
}
for (const { child } of [upstream, ...servers]) child.kill()

/** Measures each server several times. The runs are interleaved, so that other load on the machine affects all rows. The first run warms up. */
async function measureServers(load: LoadRequest): Promise<number[][]> {
  const rates = servers.map(() => [] as number[])
  for (const { origin } of servers) JSON.parse(await sendOnce(origin, load))
  for (let run = -1; run < Number(values.runs); run++) {
    for (const [index, { origin }] of servers.entries()) {
      const rate = await measureLoad(origin, load, Number(values.seconds))
      if (run >= 0) rates[index]?.push(rate)
    }
  }
  return rates
}

async function startProcess(...parameters: string[]) {
  const child = fork(join(outDir, 'main.js'), parameters)
  const [origin] = (await once(child, 'message')) as [string]
  return { child, origin }
}
