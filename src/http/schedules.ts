/** Pauses between attempts, in seconds. A schedule of three pauses means four attempts at most. */
export type RetrySchedule = readonly number[]

/** App Engagement's published pauses ("Create Session" and "Update Session", Retry Policy Recommendation). */
export const appEngagementSchedule: RetrySchedule = [5, 10, 15]

/** Monitoring's published pauses ("Engagement" and "Report", Retry Policy Recommendation). */
export const monitoringSchedule: RetrySchedule = [3, 10, 30, 90]

/** How long one attempt may go without a whole answer, in seconds. */
export const attemptTimeout = 10
