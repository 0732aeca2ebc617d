'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusControlOf, focusFirstIn, getActiveElement } from '../browser/focus.js'
import { keepFocusInside } from '../browser/keepFocusInside.js'

/**
 * Moves the focus to the footer if the focused part disappears, and back to the button if the window does.
 * @param getControl Returns the button of the latest click
 */
export function useWindowFocus(ref: RefObject<HTMLElement | null>, getControl: () => HTMLElement | undefined): void {
  const latest = useRef(getControl)
  useLayoutEffect(() => {
    latest.current = getControl
  })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const stop = keepFocusInside(element, () => {
      const footer = element.querySelector('[data-chat-footer]')
      if (!footer || !focusFirstIn(footer)) element.querySelector<HTMLElement>('[data-chat-log]')?.focus()
    })
    return () => {
      stop()
      // The element is still in the document here.
      if (element.contains(getActiveElement(element))) focusControlOf(element, latest.current())
    }
  }, [ref])
}
