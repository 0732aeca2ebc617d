const warned = new Set<string>()

/** Logs each warning once, in development only. The text must not contain a visitor's data. */
export function warnOnce(text: string): void {
  if (process.env.NODE_ENV === 'production' || warned.has(text)) return
  warned.add(text)
  console.warn(`react-engagement: ${text}`)
}
