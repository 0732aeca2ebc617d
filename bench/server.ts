import { join } from 'node:path'
import { build } from 'vite'
import { type Figures, toTable } from './support/figures.js'
import { median } from './support/median.js'
import { peersPlugin } from './support/peers.js'

const outDir = join(import.meta.dirname, '../.cache/bench')

/** A page of ten buttons, rendered to a string on a server. */
export async function measureServer(rounds: number): Promise<Figures> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [peersPlugin],
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
  // Interleaved, so that what else the machine does falls on all; the first round warms up.
  for (let round = -1; round < rounds; round++) {
    for (const [index, [, render]] of renders.entries()) {
      const rate = measureRate(render)
      if (round >= 0) rates[index]?.push(rate)
    }
  }
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

/** How many renders there are in a second, by what is done in a tenth of one. */
function measureRate(render: () => string): number {
  const start = performance.now()
  let count = 0
  for (; performance.now() - start < 100; count++) render()
  return (count * 1000) / (performance.now() - start)
}
