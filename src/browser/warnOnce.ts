const warned = new Set<string>()

/** Says a thing once, in development only. Never put a visitor's data into the text. */
export function warnOnce(text: string): void {
  if (process.env.NODE_ENV === 'production' || warned.has(text)) return
  warned.add(text)
  console.warn(`react-engagement: ${text}`)
}
