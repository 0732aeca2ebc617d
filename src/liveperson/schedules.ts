import type { RetrySchedule } from '../http/retrySchedule.js'

/** App Engagement's published delays, in seconds ("Create Session" and "Update Session", Retry Policy Recommendation). */
export const appEngagementSchedule: RetrySchedule = [5, 10, 15]

/** Monitoring's published delays, in seconds ("Engagement" and "Report", Retry Policy Recommendation). */
export const monitoringSchedule: RetrySchedule = [3, 10, 30, 90]
