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

type Row = { name: string; page: string; query?: string; hasNoKeys?: true }

const rows: Row[] = [
  { name: '`ChatWindow`', page: 'ours' },
  { name: '`ChatWindow`, with the history from the service', page: 'ours', query: '?service', hasNoKeys: true },
  { name: 'stream-chat-react, `VirtualizedMessageList`', page: 'stream' },
  { name: '@assistant-ui/react, `ThreadPrimitive`', page: 'assistant' },
]

const [few, many] = [100, 10_000] as const

installPeers()
const { values } = parseArgs({ args: process.argv.slice(3), options: { openings: { type: 'string', default: '7' } } })
const openings = Number(values.openings)
const pages = await startConversationPages([few, many])
const times = rows.map(() => ({ [few]: [] as number[], [many]: [] as number[] }))
const keyRows: (string | number)[][] = []
// The openings are interleaved, so that other load on the machine affects all rows. The first opening of each row is not counted.
for (let round = -1; round < openings; round++) {
  for (const [index, row] of rows.entries()) {
    for (const count of [few, many] as const) {
      const { page, time } = await pages.open(row, count)
      if (round >= 0) times[index]?.[count].push(time)
      if (round === openings - 1 && count === many && !row.hasNoKeys) await examine(row, page)
      await page.close()
    }
  }
}
await pages.close()

/** Measures keys and counts messages: at first, and then with the earlier messages that the window's button shows. */
async function examine({ name }: Row, page: Page): Promise<void> {
  await addKeyRow(name, page)
  if (await showEarlier(page)) await addKeyRow(`${name}, earlier messages shown`, page)
}

async function addKeyRow(name: string, page: Page): Promise<void> {
  const times = await measureKeys(page)
  const figures = [median(times), percentile(times, 0.95), Math.max(...times)].map((time) => time.toFixed(1))
  keyRows.push([name, ...figures, (await countInTree(page)).toLocaleString('en')])
}

const base = median(times[0]?.[many] as number[])
const openingRows = times.map((times, index) => {
  const [short, long] = [median(times[few]), median(times[many])]
  return [rows[index]?.name as string, short.toFixed(0), long.toFixed(0), (long / short).toFixed(2), (long / base).toFixed(2)]
})
const toCount = (count: number) => `${count.toLocaleString('en')} messages`
console.log(
  [
    toTable(['opening, ms', toCount(few), toCount(many), `× ${few}`, '× `ChatWindow`'], openingRows),
    toTable([`script of a key at ${toCount(many)}, ms`, 'median', '95 %', 'longest', 'messages in the accessibility tree'], keyRows),
    await tabulateBytes(),
  ].join('\n\n'),
)
