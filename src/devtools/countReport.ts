import type { ClientEvent } from '../client/clientEvent.js'
import type { ClientRecord, ReportCount } from './clientRecord.js'

const none: ReportCount = { queued: 0, sent: 0, dropped: 0, reasons: [] }

/** Returns the counts after an event. */
export function countReport(reports: ClientRecord['reports'], event: ClientEvent): ClientRecord['reports'] {
  if (event.type !== 'impressionQueued' && event.type !== 'impressionSent' && event.type !== 'impressionDropped') return reports
  const { type } = event.impression
  const { queued, sent, dropped, reasons } = reports[type] ?? none
  // An earlier page queued the recovered impressions, so this page may send more than it queued.
  const remaining = Math.max(0, queued - 1)
  const counted = {
    impressionQueued: { queued: queued + 1, sent, dropped, reasons },
    impressionSent: { queued: remaining, sent: sent + 1, dropped, reasons },
    impressionDropped: {
      queued: remaining,
      sent,
      dropped: dropped + 1,
      reasons: 'reason' in event ? [...new Set([...reasons, event.reason])] : reasons,
    },
  }
  return { ...reports, [type]: counted[event.type] }
}
