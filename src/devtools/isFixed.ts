/** True if the element, or one around it up to a scroll container, is fixed or sticky. The element then does not scroll. */
export function isFixed(element: Element | null): boolean {
  if (!element) return false
  const { position, overflowY } = getComputedStyle(element)
  return /fixed|sticky/.test(position) || (!/auto|scroll/.test(overflowY) && isFixed(element.parentElement))
}
