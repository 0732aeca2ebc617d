import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { devPlugin } from '../test/support/devPlugin.js'
import { type Figures, toTable } from './support/figures.js'
import { median } from './support/median.js'
import { peersPlugin } from './support/peers.js'

const outDir = join(import.meta.dirname, '../.cache/bench')

/** Measures the render of a page of ten buttons to a string on a server. */
export async function measureServer(rounds: number): Promise<Figures> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [peersPlugin, devPlugin],
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true, external: ['react', 'react-dom'] },
    build: { ssr: join(import.meta.dirname, 'server/main.tsx'), outDir, target: 'node20' },
  })
  const { renders } = (await import(join(outDir, 'main.js'))) as typeof import('./server/main.js')
  const [plain] = renders.map(([, render]) => render()) as [string]
  for (const [name, render] of renders) {
    if (!['', plain].includes(render())) throw new Error(`${name} is another page: ${render().slice(0, 200)}`)
  }
  const rates = renders.map(() => [] as number[])
  // Each page has a thread of its own, because a renderer that has rendered other components is slower (measured: bench:server).
  const workers = renders.map(() => new Worker(join(outDir, 'main.js')))
  // The rounds are interleaved, so that other load on the machine affects all rows. The first five rounds warm up.
  for (let round = -5; round < rounds; round++) {
    for (const [index, worker] of workers.entries()) {
      worker.postMessage(index)
      const [rate] = await once(worker, 'message')
      if (round >= 0) rates[index]?.push(rate)
    }
  }
  await Promise.all(workers.map((worker) => worker.terminate()))
  const measured = renders.map(([name], index) => [name, median(rates[index] as number[])] as const)
  const base = median(rates[0] as number[])
  return {
    tables: [
      toTable(
        ['page of 10 buttons', 'renders per second', 'time, × plain'],
        measured.map(([name, rate]) => [name, toThousands(rate), (base / rate).toFixed(1)]),
      ),
    ],
    chart: {
      title: 'Server: renders of a page of 10 buttons',
      unit: 'thousands per second',
      bars: measured.map(([name, rate]) => [name, [Math.round(rate / 100) / 10]]),
    },
  }
}

const toThousands = (rate: number) => (Math.round(rate / 100) * 100).toLocaleString('en')
