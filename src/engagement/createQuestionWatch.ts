import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'

/** So many changes of a question within the time are no visitor's doing. */
const suspiciousChanges = 5

/** In milliseconds. */
const watchedTime = 1000

const noop = () => {}

/** Returns a function that takes the question of each render. In development, it warns of a question that changes all the time. */
export function createQuestionWatch(): (question: unknown) => void {
  if (process.env.NODE_ENV === 'production') return noop
  let latest: unknown
  let changes: number[] = []
  return (question) => {
    if (question === latest) return
    latest = question
    const now = Date.now()
    // The first question is no change.
    changes = [...changes.slice(-suspiciousChanges), now]
    const [first = now] = changes
    if (changes.length <= suspiciousChanges || now - first > watchedTime) return
    warnOnce(
      dev`A question changes at each render, and each new question sends an engagement request. Keep times and random numbers out of engagementAttributes, or compute them once.`,
    )
  }
}
