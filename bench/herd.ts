import { appEngagementSchedule, monitoringSchedule } from '../src/liveperson/livePersonSchedules.js'
import { type HerdOptions, simulateHerd } from './support/herd.js'

const clients = 1_000_000
const capacity = 50_000

const atOnce = () => 0
const rows: { name: string; options: Pick<HerdOptions, 'cause' | 'jitter' | 'toReconnectDelay'> }[] = [
  { name: 'outage, bare', options: { cause: 'outage', jitter: 0 } },
  { name: 'outage, `jitter: 1`', options: { cause: 'outage', jitter: 1 } },
  { name: 'online, bare', options: { cause: 'online', jitter: 0, toReconnectDelay: atOnce } },
  { name: 'online, at once, `jitter: 1`', options: { cause: 'online', jitter: 1, toReconnectDelay: atOnce } },
  { name: 'online, spread', options: { cause: 'online', jitter: 0 } },
  { name: 'online, spread, `jitter: 1`', options: { cause: 'online', jitter: 1 } },
]

const percent = (share: number, digits = 1) => `${(share * 100).toFixed(digits)} %`

for (const schedule of [appEngagementSchedule, monitoringSchedule]) {
  console.log(`
${clients.toLocaleString('en')} clients, pauses of ${schedule.join(', ')} s, a service good for ${capacity.toLocaleString('en')} requests a second

| | peak per 100 ms | of the bare one | served | requests per client | median wait, s | the last, s | median wait when healthy, s |
|---|--:|--:|--:|--:|--:|--:|--:|`)
  const bare: Partial<Record<HerdOptions['cause'], number>> = {}
  for (const { name, options } of rows) {
    const herd = simulateHerd({ ...options, clients, schedule, capacity })
    const healthy = simulateHerd({ ...options, clients, schedule })
    bare[options.cause] ??= herd.peak
    const cells = [
      name,
      Math.round(herd.peak * clients).toLocaleString('en'),
      percent(herd.peak / (bare[options.cause] ?? 1)),
      percent(herd.served, 4),
      herd.requests.toFixed(2),
      herd.medianWait.toFixed(1),
      herd.longestWait.toFixed(1),
      healthy.medianWait.toFixed(1),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
