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
/** Requests per second, and the server's processor time for each. */
type Figure = { rate: number; cpu: number }

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
const { servers } = (await import(join(outDir, 'main.js'))) as typeof import('./relay/main.js')

const upstream = await startProcess('upstream')
const processes = await Promise.all(servers.map((_server, index) => startProcess(String(index), upstream.origin)))

for (const [title, load] of Object.entries(requests)) {
  const figures = await measureProcesses(load)
  const medians = figures.map((runs) => ({ rate: median(runs.map(({ rate }) => rate)), cpu: median(runs.map(({ cpu }) => cpu)) }))
  const rows = servers.map(({ mount, name }, index) => {
    const base = medians[servers.findIndex((server) => server.mount === mount)] as Figure
    const { rate, cpu } = medians[index] as Figure
    return [name, toTens(rate), (rate / base.rate).toFixed(2), toTens(cpu), (base.cpu / cpu).toFixed(2)]
  })
  console.log(`${toTable([title, 'requests per second', '× by hand', 'µs of processor time', '× by hand'], rows)}\n`)
}
for (const { child } of [upstream, ...processes]) child.kill()

/** Measures each process several times. The runs are interleaved, so that other load on the machine affects all rows. The first two runs warm up. */
async function measureProcesses(load: LoadRequest): Promise<Figure[][]> {
  const figures = processes.map(() => [] as Figure[])
  for (const { origin } of processes) JSON.parse(await sendOnce(origin, load))
  for (let run = -2; run < Number(values.runs); run++) {
    for (const [index, { origin, readCpu }] of processes.entries()) {
      const start = await readCpu()
      const { count, time } = await measureLoad(origin, load, Number(values.seconds))
      if (run >= 0) figures[index]?.push({ rate: count / time, cpu: ((await readCpu()) - start) / count })
    }
  }
  return figures
}

async function startProcess(...parameters: string[]) {
  const child = fork(join(outDir, 'main.js'), parameters)
  const [origin] = (await once(child, 'message')) as [string]
  /** The processor time that the process has used, in microseconds. */
  async function readCpu(): Promise<number> {
    child.send('cpu')
    const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
    return user + system
  }
  return { child, origin, readCpu }
}

function toTens(rate: number): string {
  return (Math.round(rate / 10) * 10).toLocaleString('en')
}
