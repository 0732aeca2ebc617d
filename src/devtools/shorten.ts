/** Enough of an id to tell it from others, and too little to be taken for it. */
export function shorten(id: string): string {
  const shown = Math.min(4, Math.floor(id.length / 4))
  return `${id.slice(0, shown)}…${id.slice(id.length - shown)}`
}
