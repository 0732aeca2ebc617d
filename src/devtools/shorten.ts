/** Shortens an id. The result suffices to distinguish ids, and does not reveal the whole id. */
export function shorten(id: string): string {
  const shown = Math.min(4, Math.floor(id.length / 4))
  return `${id.slice(0, shown)}…${id.slice(id.length - shown)}`
}
