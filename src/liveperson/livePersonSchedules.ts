import type { RetrySchedule } from '../http/retrySchedule.js'

/**
 * App Engagement's published delays before its three retries, in seconds ("Create Session" and "Update Session", Retry Policy Recommendation).
 * `livePersonPolicy` says which errors are retried. `createHttp` uses the delays as they are, unless the site sets `retry.jitter`.
 */
export const appEngagementSchedule: RetrySchedule = [5, 10, 15]

/** Monitoring's published delays before its four retries, in seconds ("Engagement" and "Report", Retry Policy Recommendation). */
export const monitoringSchedule: RetrySchedule = [3, 10, 30, 90]

/** The published delays of LivePerson's APIs in general, in seconds ("Retry Policy Recommendations"). The token requests of messaging use them. */
export const messagingSchedule: RetrySchedule = [5, 10, 15]
