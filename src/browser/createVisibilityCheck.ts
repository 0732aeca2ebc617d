/** Below this opacity, nobody can see an element. */
const minOpacity = 0.1

/** Elements that cover the page behind them while they are in the document. */
const modals = 'dialog[open], [aria-modal="true"]'

/** The options have two names each, because browsers renamed them. */
const visibilityOptions = { visibilityProperty: true, checkVisibilityCSS: true, contentVisibilityAuto: true }

/**
 * Makes a function that returns true if a person can see an element that is in view. The function remembers what it found out about ancestors, so that
 * many elements cost little. A later moment needs a new function.
 */
export function createVisibilityCheck(): (element: Element) => boolean {
  const opacities = new Map<Element, number>()

  /** Returns the opacity of an element and all its ancestors together. */
  function getOpacity(element: Element, { opacity, filter } = getComputedStyle(element)): number {
    const own = toFactor(opacity) * toFactor(/\bopacity\(([^)]*)\)/.exec(filter)?.[1])
    const parent = getParent(element)
    return parent ? own * getAncestorOpacity(parent) : own
  }

  function getAncestorOpacity(element: Element): number {
    const opacity = opacities.get(element) ?? getOpacity(element)
    opacities.set(element, opacity)
    return opacity
  }

  return (element) => {
    if (element.checkVisibility?.(visibilityOptions) === false) return false
    const style = getComputedStyle(element)
    // A browser may have the method above without its options.
    if (/hidden|collapse/.test(style.visibility) || getOpacity(element, style) < minOpacity) return false
    return !isUnderModal(element)
  }
}

/** A text without a number stands for a style that is not set. */
function toFactor(text = ''): number {
  const value = Number.parseFloat(text)
  return Number.isNaN(value) ? 1 : text.endsWith('%') ? value / 100 : value
}

/** True if a modal or its backdrop lies on the centre of the element. Out of the viewport, the nearest point counts. */
function isUnderModal(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect()
  const found = findElement(clamp(left + width / 2, innerWidth), clamp(top + height / 2, innerHeight))
  return found !== undefined && !isInside(found, element) && !isInside(element, found) && hasModalBeside(found)
}

/** True if the document, or a shadow root that the element is in, has a modal. */
function hasModalBeside(element: Element): boolean {
  const roots = new Set<Node>([document])
  for (let current: Element | null = element; current; current = getParent(current)) roots.add(current.getRootNode())
  return [...roots].some((root) => (root as ParentNode).querySelector(modals))
}

const clamp = (value: number, size: number) => Math.min(Math.max(value, 0), size - 1)

/** Returns the topmost element at a point, also inside of shadow roots. */
function findElement(x: number, y: number): Element | undefined {
  let found = document.elementFromPoint?.(x, y) ?? undefined
  for (;;) {
    const inner = found?.shadowRoot?.elementFromPoint(x, y)
    if (!inner || inner === found) return found
    found = inner
  }
}

function isInside(element: Element, container: Element): boolean {
  for (let current: Element | null = element; current; current = getParent(current)) if (current === container) return true
  return false
}

/** Returns the parent as the page shows it: across slots and shadow roots. */
function getParent(element: Element): Element | null {
  if (element.assignedSlot || element.parentElement) return element.assignedSlot ?? element.parentElement
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}
