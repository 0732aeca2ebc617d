/**
 * Sets custom properties of an element to the part of the viewport above the on-screen keyboard. A browser without `visualViewport` sets none.
 * @returns the function that removes them
 */
export function fitVisibleViewport(element: HTMLElement): () => void {
  const { visualViewport } = globalThis
  if (!visualViewport) return () => {}
  const { style } = element
  const update = () => {
    // A visitor who zooms in sees a part of the window, and moves it themselves.
    if (visualViewport.scale > 1.01) return
    style.setProperty('--engagement-visible-size', `${visualViewport.height}px`)
    style.setProperty('--engagement-visible-start', `${visualViewport.offsetTop}px`)
  }
  update()
  for (const type of ['resize', 'scroll']) visualViewport.addEventListener(type, update)
  return () => {
    for (const type of ['resize', 'scroll']) visualViewport.removeEventListener(type, update)
    for (const name of ['--engagement-visible-size', '--engagement-visible-start']) style.removeProperty(name)
  }
}
