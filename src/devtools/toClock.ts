/** Formats a time in milliseconds since the epoch as `14:05:09`, in the local time zone. */
export function toClock(time: number): string {
  return new Date(time).toTimeString().slice(0, 8)
}
