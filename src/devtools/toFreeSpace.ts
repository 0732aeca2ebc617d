/** The panel's least block size, in CSS pixels. Below it, the panel could not be read. */
const leastSize = 120

type Box = Pick<DOMRect, 'top' | 'bottom'>

/**
 * Returns the space that the boxes need at the upper and the lower edge of the viewport, in CSS pixels. Returns zeros if the panel would become too
 * small.
 */
export function toFreeSpace(boxes: readonly Box[], viewportHeight: number, gap: number): { above: number; below: number } {
  let above = 0
  let below = 0
  for (const { top, bottom } of boxes) {
    if (top + bottom < viewportHeight) above = Math.max(above, bottom + gap)
    else below = Math.max(below, viewportHeight - top + gap)
  }
  return viewportHeight - above - below < leastSize ? { above: 0, below: 0 } : { above, below }
}
