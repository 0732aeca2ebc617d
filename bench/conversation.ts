// Compares the window with the lists of other chats: `node bench/run.mjs conversation [--openings 7]`
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { tabulateBytes } from './support/conversationBytes.js'
import { startConversationPages } from './support/conversationPages.js'
import { toTable } from './support/figures.js'
import { measureKeys } from './support/measureKeys.js'
import { median } from './support/median.js'
import { installPeers } from './support/peers.js'
import { percentile } from './support/percentile.js'
import { countInTree, showEarlier } from './support/reachMessages.js'

const rows = [
  { name: '`ChatWindow`', page: 'ours' },
  { name: '`ChatWindow`, history from the service', page: 'ours', query: '?service' },
  { name: 'stream-chat-react, `VirtualizedMessageList`', page: 'stream', query: '?virtualized' },
  { name: 'stream-chat-react, `MessageList`', page: 'stream' },
  { name: '@assistant-ui/react, `ThreadPrimitive`', page: 'assistant' },
]

const [few, many] = [100, 10_000] as const

/** The measurements of a row. The openings are in milliseconds. `inTree` and `reached` count messages. */
type Measured = { openings: Record<number, number[]>; keyTimes: number[]; inTree: number; reached: number }

installPeers()
const { values } = parseArgs({ args: process.argv.slice(3), options: { openings: { type: 'string', default: '7' } } })
const openings = Number(values.openings)
const pages = await startConversationPages([few, many])
const measured = rows.map((): Measured => ({ openings: { [few]: [], [many]: [] }, keyTimes: [], inTree: 0, reached: 0 }))
// The openings are interleaved, so that other load on the machine affects all rows. The first opening of each row is not counted.
for (let round = -1; round < openings; round++) {
  for (const [index, row] of rows.entries()) {
    for (const count of [few, many]) {
      const results = measured[index] as Measured
      const { page, time } = await pages.open(row, count)
      if (round >= 0) results.openings[count]?.push(time)
      if (round === openings - 1 && count === many) Object.assign(results, await examine(page))
      await page.close()
    }
  }
}
await pages.close()

/** Measures keys, and then looks for the messages. */
async function examine(page: Page): Promise<Partial<Measured>> {
  const keyTimes = await measureKeys(page)
  const inTree = await countInTree(page)
  await showEarlier(page)
  return { keyTimes, inTree, reached: await countInTree(page) }
}

const base = median(measured[0]?.openings[many] as number[])
const openingRows = measured.map(({ openings }, index) => {
  const [short, long] = [median(openings[few] as number[]), median(openings[many] as number[])]
  return [rows[index]?.name as string, short.toFixed(0), long.toFixed(0), (long / short).toFixed(2), (long / base).toFixed(2)]
})
const keyRows = measured.map(({ keyTimes, inTree, reached }, index) => [
  rows[index]?.name as string,
  median(keyTimes).toFixed(1),
  percentile(keyTimes, 0.95).toFixed(1),
  Math.max(...keyTimes).toFixed(1),
  inTree.toLocaleString('en'),
  reached.toLocaleString('en'),
])
const toCount = (count: number) => `${count.toLocaleString('en')} messages`
console.log(
  [
    toTable(['opening, ms', toCount(few), toCount(many), `× ${few}`, '× `ChatWindow`'], openingRows),
    toTable([`script per key, ms, ${toCount(many)}`, 'median', '95 %', 'longest', 'in the tree', 'reached'], keyRows),
    await tabulateBytes(),
  ].join('\n\n'),
)
