'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusControlOf, getActiveElement } from '../browser/focus.js'
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
    const stop = keepFocusInside(element, (removed) => {
      const footer = element.querySelector('[data-chat-footer]')
      // The next key of a visitor who types must not press a button.
      const selector = removed.matches('textarea') ? 'textarea' : 'textarea, button, a[href]'
      const next = footer?.querySelector<HTMLElement>(selector) ?? element.querySelector<HTMLElement>('[data-chat-log]')
      next?.focus()
    })
    return () => {
      stop()
      // The element is still in the document here.
      if (element.contains(getActiveElement(element))) focusControlOf(element, latest.current())
    }
  }, [ref])
}
