/** Emulates a prerendered page: jsdom prerenders nothing. */
export function startPrerendering(): void {
  Object.defineProperty(document, 'prerendering', { configurable: true, value: true })
}

/** Shows the prerendered page. */
export function showPage(): void {
  Reflect.deleteProperty(document, 'prerendering')
  document.dispatchEvent(new Event('prerenderingchange'))
}

/** Runs in a page of Chromium, which then prerenders the address. */
export function addSpeculationRule(url: string): void {
  const rules = { prerender: [{ urls: [url], eagerness: 'immediate' }] }
  document.head.append(Object.assign(document.createElement('script'), { type: 'speculationrules', text: JSON.stringify(rules) }))
}
