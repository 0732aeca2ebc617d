/** Called with whether at least half of the element, or a part of it that covers half of the viewport, is in the viewport. */
export type IntersectionListener = (isInView: boolean) => void

let observer: IntersectionObserver | undefined
const listeners = new Map<Element, IntersectionListener>()

/** Every twentieth: an element larger than the viewport never reaches a half, and its share of the viewport must be looked at as it grows. */
const thresholds = Array.from(Array(21), (_, index) => index / 20)

/** Watches an element; all share one observer. Returns the way to stop, or `undefined` where there is no IntersectionObserver. */
export function observeIntersection(element: Element, listener: IntersectionListener): (() => void) | undefined {
  if (typeof IntersectionObserver === 'undefined') return undefined
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) listeners.get(entry.target)?.(isHalfInView(entry))
    },
    { threshold: thresholds },
  )
  listeners.set(element, listener)
  observer.observe(element)
  return () => {
    listeners.delete(element)
    observer?.unobserve(element)
  }
}

function isHalfInView({ intersectionRect, boundingClientRect, rootBounds }: IntersectionObserverEntry): boolean {
  const visibleArea = area(intersectionRect)
  const viewport = rootBounds ? area(rootBounds) : innerWidth * innerHeight
  return visibleArea > 0 && visibleArea >= Math.min(area(boundingClientRect), viewport) / 2
}

function area({ width, height }: DOMRectReadOnly): number {
  return width * height
}
