'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { Engagement } from '../api/engagement.js'
import { isExpired } from '../platform/expiry.js'
import { isOnline, onlineTypes } from '../platform/online.js'
import { sharePage, visibilityTypes } from '../platform/page.js'

/** What time does to an answer. */
export type Moment = { isExpired: boolean; isOffline: boolean }

const onMoment = sharePage([...onlineTypes, ...visibilityTypes])

/** Whether the answer has expired, and whether the browser is offline. A server takes neither for true, and so does hydration. */
export function useMoment(engagement: Engagement | undefined): Moment {
  const expiresAt = engagement && 'expiresAt' in engagement ? engagement.expiresAt : undefined
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const stop = onMoment(listener)
      // It only marks: nothing is asked by a timer. One that sleeps is made up for by what a person does.
      const timer = expiresAt && setTimeout(listener, expiresAt - Date.now())
      return () => {
        stop()
        clearTimeout(timer)
      }
    },
    [expiresAt],
  )
  const moment = useSyncExternalStore(
    subscribe,
    () => +isExpired(engagement) + 2 * +!isOnline(),
    () => 0,
  )
  return { isExpired: moment % 2 > 0, isOffline: moment > 1 }
}
