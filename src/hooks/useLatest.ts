'use client'

import { type RefObject, useInsertionEffect, useRef } from 'react'

/** The value of the last committed render, for callbacks that must not change with it. */
export function useLatest<type>(value: type): RefObject<type> {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  })
  return latest
}
