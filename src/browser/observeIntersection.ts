/** Receives true if half of the element is in the viewport, or a part that covers half of the viewport. */
export type IntersectionListener = (isInView: boolean) => void

let observer: IntersectionObserver | undefined
const listeners = new Map<Element, IntersectionListener>()

/**
 * Every twentieth of the element. A half of a very large element is never in view. So its share of the viewport is measured at each of these
 * steps.
 */
const thresholds = Array.from(Array(21), (_, index) => index / 20)

/**
 * Observes an element. All elements share one observer.
 * @returns the function that stops the observation; undefined without IntersectionObserver
 */
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
