/** Emulates a prerendered page: jsdom prerenders nothing. */
export function startPrerendering(): void {
  Object.defineProperty(document, 'prerendering', { configurable: true, value: true })
}

/** Shows the prerendered page. */
export function showPage(): void {
  Reflect.deleteProperty(document, 'prerendering')
  document.dispatchEvent(new Event('prerenderingchange'))
}
