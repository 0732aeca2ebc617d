type TraceEvent = { name: string; ts: number; dur?: number; pid: number; tid: number; args: { data?: { type?: string } } }

/** The categories of Chromium's trace that `toScriptTimes` reads. */
export const traceCategories = ['devtools.timeline', 'v8.execute']

/** Each of these is script at work, or its garbage collection. A style or layout that a script forces counts as its time. */
const scripts = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'MinorGC', 'MajorGC'])

/** Returns the milliseconds of script between each `keydown` and the next one, on the page's main thread. Timers and frames are included. */
export function toScriptTimes(trace: Buffer): number[] {
  const events = (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents
  const keys = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown').sort(byStart)
  const [first] = keys
  if (!first) throw new Error('The trace has no key.')
  const times = keys.map(() => 0)
  let end = first.ts
  let key = 0
  const onThread = events.filter(({ name, pid, tid }) => scripts.has(name) && pid === first.pid && tid === first.tid).sort(byStart)
  for (const { ts, dur = 0 } of onThread) {
    if (ts < first.ts) continue
    while (key + 1 < keys.length && (keys[key + 1] as TraceEvent).ts <= ts) key++
    // A call inside another call counts once.
    times[key] = (times[key] as number) + Math.max(0, ts + dur - Math.max(ts, end)) / 1000
    end = Math.max(end, ts + dur)
  }
  return times
}

const byStart = (one: TraceEvent, other: TraceEvent) => one.ts - other.ts
