import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineBrowser, Tab } from '../../test/support/engines/engine.js'
import { median } from '../support/median.js'

/** The script of the page that the measurements open. */
export const tabsScript = `
  let moment
  const now = () => { moment ??= Date.now() }
  const channel = new BroadcastChannel('bench')
  const tick = (task) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = task; port2.postMessage(0) }
  addEventListener('pagehide', () => channel.postMessage({ leftAt: Date.now() }))
  channel.onmessage = ({ data }) => { if (data.leftAt) window.leftAt = data.leftAt; else window.delay = Date.now() - data.sentAt }
  window.bench = {
    holdLock: (name) => void navigator.locks.request(name, () => { window.isHeld = true; return new Promise(() => {}) }),
    awaitLock: (name) => { moment = undefined; window.leftAt = undefined; void navigator.locks.request(name, now) },
    awaitValue: (value) => { moment = undefined; const read = () => localStorage.bench === value ? now() : tick(read); read() },
    awaitEvent: (value) => { moment = undefined; window.onstorage = (event) => { if (event.newValue === value) now() } },
    write: (value) => { const at = Date.now(); localStorage.bench = value; return at },
    send: () => channel.postMessage({ sentAt: Date.now() }),
    readMoment: () => moment ?? 0,
    countTimers: () => { window.timers = 0; window.counted = 0; const from = Date.now()
      const next = () => { window.timers++; if (Date.now() - from < 10000) setTimeout(next, 10); else window.counted = window.timers }
      setTimeout(next, 10) },
    findGap: () => { window.gap = 0; window.isFound = false; const from = Date.now(); let last = from
      const next = () => { const at = Date.now(); window.gap = Math.max(window.gap, at - last); last = at; if (at - from < 3000) tick(next); else window.isFound = true }
      next() },
    work: () => void setTimeout(() => { const end = Date.now() + 1000; while (Date.now() < end); }, 200),
  }
`

type Bench = Record<string, (value?: string) => number>

/** Calls a function of the page's script. */
const call = (tab: Tab, name: string, value = '') =>
  tab.evaluate(({ name, value }) => (window as unknown as { bench: Bench }).bench[name]?.(value) ?? 0, { name, value })

const read = (tab: Tab, name: string) => tab.evaluate((key) => Number((window as unknown as Record<string, unknown>)[key] ?? 0), name)

async function wait(task: () => Promise<number>, patience = 5000): Promise<number> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(20)) {
    const value = await task()
    if (value) return value
  }
  return Number.NaN
}

const toCell = (times: number[]) => {
  const seen = times.filter((time) => !Number.isNaN(time))
  return `${median(seen)} / ${Math.max(...seen)} ms, ${seen.length} of ${times.length}`
}

async function measureLocks(browser: EngineBrowser, address: string, count: number, how: 'close' | 'link'): Promise<string> {
  const next = await browser.open(address)
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const holder = await browser.open(address)
    await call(holder, 'holdLock', `${how}${index}`)
    await wait(() => read(holder, 'isHeld'))
    await call(next, 'awaitLock', `${how}${index}`)
    if (how === 'link') await holder.evaluate((url) => void setTimeout(() => location.assign(url)), address)
    else await holder.close()
    const moment = await wait(() => call(next, 'readMoment'))
    times.push(moment - (await wait(() => read(next, 'leftAt'), 500)))
    if (how === 'link') await holder.close()
  }
  await next.close()
  return toCell(times)
}

async function measureStorage(writer: Tab, reader: Tab, count: number, name: 'awaitValue' | 'awaitEvent'): Promise<string> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    await call(reader, name, `${name}${index}`)
    const at = await call(writer, 'write', `${name}${index}`)
    times.push((await wait(() => call(reader, 'readMoment'))) - at)
  }
  return toCell(times)
}

async function measureMessages(sender: Tab, receiver: Tab, count: number): Promise<string> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    await receiver.evaluate(() => void Object.assign(window, { delay: -1 }))
    await call(sender, 'send')
    times.push((await wait(async () => (await read(receiver, 'delay')) + 1)) - 1)
  }
  return toCell(times)
}

/** Measures what tabs of one site share, in rows of a table. Each tab opens the address, whose page has the script. */
export async function measureTabs(browser: EngineBrowser, address: string, count: number): Promise<Record<string, string>> {
  const rows: Record<string, string> = {}
  for (const how of ['close', 'link'] as const)
    rows[`Web Lock granted after \`pagehide\` at ${how}: median / worst`] = await measureLocks(browser, address, count, how)
  const back = await browser.open(address)
  const front = await browser.open(address)
  rows['write read by another tab, without a `storage` listener'] = await measureStorage(back, front, count, 'awaitValue')
  rows['`storage` event in another tab'] = await measureStorage(back, front, count, 'awaitEvent')
  rows['write read by another tab, with a `storage` listener'] = await measureStorage(back, front, count, 'awaitValue')
  rows['`BroadcastChannel` message'] = await measureMessages(back, front, count)
  for (const [name, tab] of [
    ['background', back],
    ['foreground', front],
  ] as const) {
    await call(tab, 'countTimers')
    rows[`10 ms timers of a ${name} tab in 10 s`] = String(await wait(() => read(tab, 'counted'), 15_000))
    rows[`visibility of the ${name} tab`] = await tab.evaluate(() => document.visibilityState)
  }
  await call(front, 'findGap')
  await call(back, 'work')
  await wait(() => read(front, 'isFound'))
  rows['longest pause of a tab while another works for 1000 ms'] = `${await read(front, 'gap')} ms`
  for (const tab of [back, front]) await tab.close()
  return rows
}
