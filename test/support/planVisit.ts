import type { Happening, Moment } from '../chromium/visit/visit.js'

/** Ways to leave a page: to `about:blank`, another page of the site, another site; by closing the tab, or `window.close()`. */
const leaves = ['blank', 'page', 'site', 'tab', 'window'] as const
const latencies = [0, 50, 200] as const
const moments = ['unreported', 'batched', 'inFlight', 'pausing'] as const

export type Event = Happening['event']

export type Plan = {
  event: Event
  leave: (typeof leaves)[number]
  /** The service's, in milliseconds. */
  latency: number
  moment: Moment
  wait: number
}

/** Three, four and five ways have no common divisor: each 60 visits meet each combination once. */
export function planVisit(index: number, event: Event, chance: () => number): Plan {
  const leave = at(leaves, index)
  const latency = at(latencies, index)
  const moment = at(moments, index)
  const longest = { unreported: 0, batched: 240, inFlight: latency * 1.5, pausing: 1500 }
  return { event, leave, latency, moment, wait: Math.floor(chance() * longest[moment]) }
}

export function at<type>(list: readonly type[], index: number): type {
  return list[index % list.length] as type
}

export const toImpressions = (event: Event): string[] => (event === 'click' ? ['impDisplay', 'impAccept'] : ['impDisplay'])

export const toTitle = ({ event, leave, latency, moment, wait }: Plan): string =>
  `${event}, display ${moment} for ${wait} ms, left by ${leave}, latency ${latency} ms`
