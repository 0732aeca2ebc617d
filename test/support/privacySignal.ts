/** Makes the browser send Global Privacy Control, or another value of the same property. Returns a function that removes the property. */
export function sendPrivacySignal(value: unknown = true): () => void {
  Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value })
  return () => void Reflect.deleteProperty(navigator, 'globalPrivacyControl')
}
