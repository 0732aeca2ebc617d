/**
 * Makes a field as high as its text, up to its `max-height`, in a browser that ignores `field-sizing`. Without a `max-height`, the field stays as it
 * is. The form keeps its height meanwhile, because a list beside the form would lose its scroll position.
 */
export function fitToText(field: HTMLTextAreaElement): void {
  const { style, form } = field
  if (style.fieldSizing !== undefined || getComputedStyle(field).maxHeight === 'none') return
  if (form) form.style.minHeight = `${form.offsetHeight}px`
  style.height = ''
  const { offsetHeight, clientHeight, scrollHeight } = field
  if (scrollHeight > clientHeight) style.height = `${scrollHeight + offsetHeight - clientHeight}px`
  if (form) form.style.minHeight = ''
}

/** Fits the field to its text again whenever its width changes. Returns a function that stops this. */
export function refitOnResize(field: HTMLTextAreaElement): () => void {
  if (field.style.fieldSizing !== undefined || typeof ResizeObserver === 'undefined') return () => {}
  let width = field.clientWidth
  const observer = new ResizeObserver(() => {
    if (field.clientWidth === width) return
    width = field.clientWidth
    // The browser reports an error if the callback itself changes the height of what it observes.
    requestAnimationFrame(() => fitToText(field))
  })
  observer.observe(field)
  return () => observer.disconnect()
}
