'use client'

import { useEffect, useReducer } from 'react'
import { onlineEvents } from '../browser/online.js'
import { addPageListener } from '../browser/page.js'

/** Returns the time of the render, in milliseconds since the epoch. Renders once a second, and when the network state changes. */
export function useNow(): number {
  const [, update] = useReducer((count: number) => count + 1, 0)

  useEffect(() => {
    const timer = setInterval(update, 1000)
    const stop = addPageListener(onlineEvents, update)
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [])

  return Date.now()
}
