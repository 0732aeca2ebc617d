import { Profiler } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { designs } from '../support/designs.js'

/** The result of a run: milliseconds until the buttons were painted, React's commits, requests, and bytes per button. */
export type Run = { time: number; commits: number; requests: number; bytes: number }

declare global {
  var names: string[]
  var measure: (name: string, count: number, isList?: boolean) => Promise<Run>
  /** True if each button has a list item of its own. Otherwise all buttons have one parent. */
  var isList: boolean
  /** The number of calls of `fetch`, which responds from memory. */
  var fetched: number
}

globalThis.names = Object.keys(designs)

globalThis.measure = async (name, count, isList = false) => {
  globalThis.isList = isList
  const container = document.createElement('div')
  document.body.append(container)
  const ids = Array.from(Array(count).keys())
  let commits = 0
  globalThis.fetched = 0
  performance.clearResourceTimings()
  // Chromium defines this function with `--expose-gc`.
  gc?.()
  const before = memory()
  const start = performance.now()
  const root = createRoot(container)
  flushSync(() =>
    root.render(
      <Profiler id="buttons" onRender={() => void commits++}>
        {designs[name as keyof typeof designs](ids)}
      </Profiler>,
    ),
  )
  const buttons = container.getElementsByTagName('button')
  if (buttons.length !== count) {
    await new Promise<void>((resolve) => {
      new MutationObserver(() => buttons.length === count && resolve()).observe(container, { childList: true, subtree: true })
    })
  }
  await nextPaint()
  const time = performance.now() - start
  gc?.()
  const bytes = (memory() - before) / count
  // A design may send requests and render after its buttons are painted. Both are counted too.
  await new Promise((resolve) => setTimeout(resolve, 100))
  const requests = globalThis.fetched + performance.getEntriesByType('resource').length
  const item = isList ? `<li>${html}</li>` : html
  if (container.innerHTML !== item.repeat(count)) throw new Error(`${name} is another page: ${container.innerHTML.slice(0, 200)}`)
  root.unmount()
  container.remove()
  return { time, commits, requests, bytes }
}

const html = '<button type="button" data-engagement-button="" data-placement="inline" data-status="available">Chat with us</button>'

function memory(): number {
  return (performance as Performance & { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
}

/** Waits for the frame that shows the latest render. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    requestAnimationFrame(() => port2.postMessage(undefined))
  })
}
