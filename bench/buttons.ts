// Many buttons of one engagement: `node bench/run.mjs buttons [rounds]`.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { buildPage } from '../test/support/buildPage.js'
import { chromiumFlags, findChromium } from '../test/support/chromium.js'
import { close, listen } from '../test/support/loopback.js'
import type { Run } from './buttons/main.js'

const rounds = Number(process.argv[3] ?? 15)
const names = ['plain <button>', 'a component around <button>', 'EngagementButton', 'useQuery in each'] as const

const server = createServer(
  // React's build that tells of its commits.
  await buildPage(join(import.meta.dirname, 'buttons'), {}, { 'react-dom/client': 'react-dom/profiling' }),
)
const origin = await listen(server)
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: [...chromiumFlags, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
})
const page = await browser.newPage()
await page.goto(origin)

const median = (numbers: number[]) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN

for (const count of [1, 100, 1000]) {
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<(typeof names)[number], Run[]>
  // Interleaved, so that what else the machine does falls on all; the first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const run = await page.evaluate(([name, count]) => measure(name, count), [name, count] as const)
      if (round) runs[name].push(run)
    }
  }
  const time = (name: (typeof names)[number]) => median(runs[name].map(({ time }) => time))
  const bytes = (name: (typeof names)[number]) => median(runs[name].map(({ bytes }) => bytes))
  console.log(
    `\n| ${count} buttons | time, × plain | commits after the answer | requests | bytes per button, above plain |\n|---|--:|--:|--:|--:|`,
  )
  for (const name of names) {
    const { commits, requests } = runs[name].at(-1) as Run
    const cells = [name, (time(name) / time(names[0])).toFixed(2), commits, requests, Math.round(bytes(name) - bytes(names[0]))]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
await browser.close()
await close(server)
