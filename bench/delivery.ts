import { type Kill, runFaults, runKills, runLeaves } from '../test/chromium/delivery.js'
import { type DropRun, runDrops } from '../test/chromium/drops.js'
import { runReturns } from '../test/chromium/returns.js'
import {
  countVerdicts,
  type Delivery,
  judgeDelivery,
  listReordered,
  listUnexplained,
  type Verdict,
  verdicts,
} from '../test/support/judgeDelivery.js'

// `node bench/run.mjs delivery [leaves | faults | returns | kills | drops] [visits or drops] [seed]`
const [, , , part, visits = '200', seed = '1'] = process.argv
const options = { visits: Number(visits), seed: Number(seed) }
const isWanted = (name: string) => !part || part === name

const delays = [0, 0.5, 1, 2, 3, 5, 6, 8, 10, 12, 20, 30]
// The browser's earlier writes to disk delay its later ones, so the age of the page varies too.
const everyKill: Kill[] = [0, 8].flatMap((age) => delays.map((delay) => ({ age, delay })))
const kills = Array.from(
  { length: part === 'kills' ? options.visits : everyKill.length },
  (_, index) => everyKill[index % everyKill.length] as Kill,
)

if (isWanted('leaves')) {
  const click = await runLeaves({ ...options, event: 'click', lanes: 3 })
  const display = await runLeaves({ ...options, event: 'display', lanes: 3 })
  print({ 'left just after a click': click, 'left just after display': display })
}
if (isWanted('faults')) print({ 'left, 30 % of the updates faulty, then visited again': await runFaults({ ...options, lanes: 6 }) })
if (isWanted('returns')) {
  const returns = await runReturns(options)
  print({ 'reported offline, left in the same task, and returned to': returns })
  console.log(`Restored from the back/forward cache: ${returns.filter(({ isRestored }) => isRestored).length} of ${returns.length}\n`)
}
if (isWanted('kills')) {
  const deliveries = await runKills({ kills, lanes: 4 })
  print({ 'killed after a click, then visited again': deliveries })
  const late = deliveries.filter(({ arrived }, index) => !arrived.length && (kills[index]?.delay ?? 0) > 10)
  console.log(`Killed more than 10 s after the event and lost: ${late.length}\n`)
  for (const delivery of deliveries) console.log(`- ${delivery.title}: ${toVerdicts(delivery)}`)
}
if (isWanted('drops')) printDrops(await runDrops({ drops: options.visits, seed: options.seed }))

function print(runs: Record<string, Delivery[]>): void {
  const columns = Object.values(runs)
  const row = (name: string, toFigure: (deliveries: Delivery[]) => number) => `| ${name} | ${columns.map(toFigure).join(' | ')} |`
  console.log(
    [
      `| | ${Object.keys(runs).join(' | ')} |`,
      `|---|${'--:|'.repeat(columns.length)}`,
      row('visits', ({ length }) => length),
      row('impressions that happened', (deliveries) => deliveries.flatMap(({ happened }) => happened).length),
      ...(Object.keys(verdicts) as Verdict[]).map((verdict) => row(verdicts[verdict], (deliveries) => countVerdicts(deliveries)[verdict])),
      row('visits whose acceptance arrived before display', (deliveries) => listReordered(deliveries).length),
      '',
      ...listUnexplained(columns.flat()).map(toLog),
    ].join('\n'),
  )
}

function toVerdicts(delivery: Delivery): string {
  return delivery.happened.map((type) => `${type} ${verdicts[judgeDelivery(delivery, type)]}`).join('; ')
}

/** Formats all facts of a delivery, in milliseconds from its first update. */
function toLog({ title, updates, handed, ...delivery }: Delivery): string {
  const start = updates[0]?.arrived ?? handed[0]?.at ?? 0
  const since = (time = Number.NaN) => time - start
  return [
    `- ${title}: ${toVerdicts({ title, updates, handed, ...delivery })}`,
    ...updates.map(({ types, fate, arrived, answered }) => `  - ${types}: ${fate}, from ${since(arrived)} to ${since(answered)}`),
    ...handed.map(({ types, at }) => `  - ${types}: handed over at ${since(at)}`),
  ].join('\n')
}

/** How many places of two lists differ. */
function countDifferences(expected: string[], found: string[]): number {
  const places = Array.from({ length: Math.max(expected.length, found.length) })
  return places.filter((_, index) => expected[index] !== found[index]).length
}

function printDrops(runs: DropRun[]): void {
  const sum = (toFigure: (run: DropRun) => number) => runs.reduce((total, run) => total + toFigure(run), 0)
  const countMoments = (name: string) => sum(({ moments }) => moments.filter((moment) => moment === name).length)
  const rows: [string, number][] = [
    ['sockets dropped in mid-send', sum(({ moments }) => moments.length)],
    ['before the service had the text', countMoments('before')],
    ['after the service had the text, before its answer', countMoments('after')],
    ['at a random time', countMoments('cut')],
    ['silently: nothing arrives any more', countMoments('silent')],
    ['texts that the visitor sent', sum(({ sent }) => sent.happened.length)],
    ['texts that the agent has', sum(({ sent }) => sent.received.length)],
    ['lost, doubled or out of order at the agent', sum(({ sent }) => countDifferences(sent.happened, sent.received))],
    ['lost, doubled or out of order on the page of the visitor', sum(({ sent }) => countDifferences(sent.happened, sent.shown))],
    ['texts that the agent sent', sum(({ answered }) => answered.happened.length)],
    ['lost, doubled or out of order on the page', sum(({ answered }) => countDifferences(answered.happened, answered.shown))],
  ]
  console.log(['| | |', '|---|--:|', ...rows.map(([name, figure]) => `| ${name} | ${figure.toLocaleString('en')} |`), ''].join('\n'))
  for (const run of runs) {
    const { sent, answered } = run
    const isSame = [sent.received, sent.shown].every((texts) => String(texts) === String(sent.happened))
    if (!isSame || String(answered.shown) !== String(answered.happened)) console.log(JSON.stringify(run, null, 1))
  }
}
