'use client'

import { type RefObject, useLayoutEffect, useSyncExternalStore } from 'react'
import { fitVisibleViewport } from '../browser/fitVisibleViewport.js'
import { makeOutsideInert } from '../browser/makeOutsideInert.js'
import { isSmallViewport, observeSmallViewport } from '../browser/observeSmallViewport.js'

const getServerSnapshot = () => false

/** Makes a floating window modal while the viewport is small. Returns true then. */
export function useModalWindow(ref: RefObject<HTMLElement | null>, isFloating: boolean): boolean {
  const isModal = useSyncExternalStore(observeSmallViewport, isSmallViewport, getServerSnapshot) && isFloating
  useLayoutEffect(() => {
    const element = ref.current
    if (!isModal || !element) return undefined
    const restoreOutside = makeOutsideInert(element)
    const stopFitting = fitVisibleViewport(element)
    return () => {
      restoreOutside()
      stopFitting()
    }
  }, [ref, isModal])
  return isModal
}
