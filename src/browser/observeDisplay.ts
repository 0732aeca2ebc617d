import { createVisibilityCheck } from './createVisibilityCheck.js'
import { observeIntersection } from './observeIntersection.js'
import { addPageListener, isPageVisible, visibilityEvents } from './page.js'

/** The time between two checks, in milliseconds. */
const checkInterval = 250

/**
 * How many checks in a row must see an element until it counts as displayed. They take one second, by the MRC's viewability standard for display.
 */
const neededChecks = 1 + 1000 / checkInterval

type Entry = { element: Element; checks: number; finish: () => void }

/** The elements in view that are not displayed yet. One timer checks all, because a page may have thousands. */
const entries = new Set<Entry>()
let timer: ReturnType<typeof setTimeout> | undefined
let isStarting = false
/** Defined while there are entries. */
let stopListening: (() => void) | undefined

/**
 * Calls `onDisplayed` once, when a person could see the element in a visible page for one second without interruption. In view means half of the
 * element, or so much of it that it covers half of the viewport. Without IntersectionObserver, calls `onDisplayed` immediately. Returns a function
 * that stops the observation.
 */
export function observeDisplay(element: Element, onDisplayed: () => void): () => void {
  const entry: Entry = { element, checks: 0, finish }
  const stopIntersection = observeIntersection(element, (isInView) => {
    // The observer calls at every twentieth of the element. The count continues while the element stays in view.
    if (isInView === entries.has(entry)) return
    entry.checks = 0
    if (isInView) add(entry)
    else remove(entry)
  })
  if (!stopIntersection) {
    onDisplayed()
    return () => {}
  }

  function stop(): void {
    remove(entry)
    stopIntersection?.()
  }
  function finish(): void {
    stop()
    onDisplayed()
  }
  return stop
}

function add(entry: Entry): void {
  entries.add(entry)
  stopListening ??= addPageListener(visibilityEvents, restart)
  start()
}

function remove(entry: Entry): void {
  entries.delete(entry)
  if (entries.size > 0) return
  pause()
  stopListening?.()
  stopListening = undefined
}

function pause(): void {
  clearTimeout(timer)
  timer = undefined
}

/** Begins to check unless that goes on already. The first check waits for the microtask, so that it has all elements of one intersection. */
function start(): void {
  if (timer !== undefined || isStarting || entries.size === 0 || !isPageVisible()) return
  isStarting = true
  queueMicrotask(() => {
    isStarting = false
    if (timer === undefined) check()
  })
}

/** Counts anew, because the page was hidden or is hidden now. */
function restart(): void {
  pause()
  for (const entry of entries) entry.checks = 0
  start()
}

function check(): void {
  pause()
  if (entries.size === 0 || !isPageVisible()) return
  const isSeen = createVisibilityCheck()
  const seen = [...entries].filter((entry) => {
    entry.checks = isSeen(entry.element) ? entry.checks + 1 : 0
    return entry.checks >= neededChecks
  })
  // A chain of timers never fires two in quick succession, as an interval may after a long task.
  timer = setTimeout(check, checkInterval)
  for (const { finish } of seen) finish()
}
