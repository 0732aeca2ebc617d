'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusControlOf, getActiveElement } from '../browser/focus.js'
import { keepFocusInside } from '../browser/keepFocusInside.js'

/**
 * Moves the focus to the footer if the focused part disappears, and back to the button if the window does.
 * @param isQuiet True if the visitor did not open the window. Else, a window without a composer takes the focus to its list.
 * @param getControl Returns the button of the latest click
 */
export function useWindowFocus(ref: RefObject<HTMLElement | null>, isQuiet: boolean, getControl: () => HTMLElement | undefined): void {
  const latest = useRef(getControl)
  useLayoutEffect(() => {
    latest.current = getControl
  })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || isQuiet || element.contains(getActiveElement(element))) return
    element.querySelector<HTMLElement>('[data-chat-log]')?.focus({ preventScroll: true })
  }, [ref, isQuiet])
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
    // Safari does not focus a clicked button. The focus must be inside, because it moves on from there.
    const onClick = ({ target }: Event) => {
      if (!element.contains(getActiveElement(element))) (target as Element).closest('button')?.focus({ preventScroll: true })
    }
    element.addEventListener('click', onClick, true)
    return () => {
      stop()
      element.removeEventListener('click', onClick, true)
      // The element is still in the document here.
      if (element.contains(getActiveElement(element))) focusControlOf(element, latest.current())
    }
  }, [ref])
}
