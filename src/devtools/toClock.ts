/** `14:05:09`, by the clock of the place. */
export function toClock(time: number): string {
  return new Date(time).toTimeString().slice(0, 8)
}
