/** When an answer was heard, by the clock on the wall and by the one that nobody sets. */
const moments = new WeakMap<object, { wall: number; steady: number }>()

/** Notes that an answer has just come. */
export function heard(answer: object): void {
  moments.set(answer, { wall: Date.now(), steady: performance.now() })
}

/** Whether an answer was asked for by this very page, and not handed over by the server that rendered it. */
export function isHeardHere(answer: object = {}): boolean {
  return moments.has(answer)
}

/**
 * Whether what was offered has ended. The clock on the wall goes on while a laptop sleeps, and may be set; the steady one may sleep too. So either
 * ends it, and so does a wall clock that was set back behind the answer.
 */
export function isExpired(answer: { expiresAt?: number } | object | undefined): boolean {
  if (!answer || !('expiresAt' in answer) || answer.expiresAt === undefined) return false
  const { wall, steady } = moments.get(answer) ?? { wall: 0, steady: Infinity }
  const now = Date.now()
  return now < wall || now >= answer.expiresAt || performance.now() - steady >= answer.expiresAt - wall
}
