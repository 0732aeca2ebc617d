import { type Guard, guards, type Race, runRaces } from '../test/chromium/tabs.js'

// `node bench/run.mjs tabs [2 | 4] [races] [guards, with commas] [seed]`
const [, , , size, races = '250', only, seed = '1'] = process.argv
const names = (only?.split(',') ?? Object.keys(guards)) as Guard[]

const rows: Record<Guard, string> = {
  none: 'none: no storage',
  locks: 'Web Locks',
  lateLocks: 'Web Locks, writes seen up to 20 ms late',
  lease: 'lease: plain http',
  lateLease: 'lease: plain http, writes seen up to 20 ms late',
  heads: 'Web Locks, each tab with the head start',
  someHeads: 'Web Locks, each second tab with the head start, writes seen up to 20 ms late',
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
const mean = (numbers: number[]) => sum(numbers) / numbers.length
const median = (numbers: number[]) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN

for (const tabs of [2, 4] as const) {
  if (size && Number(size) !== tabs) continue
  const all = await runRaces({ tabs, races: Number(races), guards: names, seed: Number(seed) })
  console.log(`
${tabs} tabs, ${races} races

| guard | visitors per race | duplicates | disagreements | errors | after a reload: visitors | disagreements | session, ms | × none, median | × none, mean | answer, ms | × none, median | × none, mean |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|`)
  for (const guard of names) console.log(`| ${[rows[guard], ...toCells(all, guard)].join(' | ')} |`)
}

function toCells(all: Race[], guard: string): (string | number)[] {
  const own = all.filter((race) => race.guard === guard)
  const reloaded = own.flatMap(({ reloaded }) => reloaded ?? [])
  const bare = all.filter((race) => race.guard === 'none')
  const visitors = own.map(({ opened }) => opened.visitors)
  return [
    mean(visitors).toFixed(3),
    sum(visitors) - own.length,
    sum(own.map(({ opened }) => opened.disagreements)),
    sum(own.map(({ opened }) => opened.errors.length)) + sum(reloaded.map(({ errors }) => errors.length)),
    mean(reloaded.map(({ visitors }) => visitors)).toFixed(3),
    sum(reloaded.map(({ disagreements }) => disagreements)),
    ...(['identified', 'answered'] as const).flatMap((moment) => {
      const [times, bareTimes] = [own, bare].map((races) => races.map((race) => race[moment])) as [number[], number[]]
      return [median(times).toFixed(0), (median(times) / median(bareTimes)).toFixed(2), (mean(times) / mean(bareTimes)).toFixed(2)]
    }),
  ]
}
