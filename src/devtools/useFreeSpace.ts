'use client'

import { type RefObject, useEffect } from 'react'
import { isFixed } from './isFixed.js'
import { toFreeSpace } from './toFreeSpace.js'

/** The distance between the devtools and a fixed button, in CSS pixels. */
const gap = 8

/**
 * Moves the devtools away from the page's floating buttons, and from buttons that the site has fixed in the viewport. The open panel avoids all of
 * them. The closed toggle avoids those in its corner.
 */
export function useFreeSpace(root: ShadowRoot | undefined, toggle: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    // Without constructed sheets, as in jsdom, the devtools have no styles.
    if (!root || !('adoptedStyleSheets' in root)) return
    const sheet = new CSSStyleSheet()
    root.adoptedStyleSheets.push(sheet)
    let rule = ''

    function update(): void {
      const { left = 0, right = 0 } = toggle.current?.getBoundingClientRect() ?? {}
      const viewportHeight = document.documentElement.clientHeight
      const boxes = [...document.querySelectorAll('[data-status], [data-engagement-dismiss]')].flatMap((element) => {
        const box = element.getBoundingClientRect()
        const isInView = box.width > 0 && box.bottom > 0 && box.top < viewportHeight
        const isInWay = isInView && (isOpen || (box.left < right + gap && box.right > left - gap))
        return isInWay && (element.matches('[data-placement="floating"]') || isFixed(element)) ? [box] : []
      })
      const { above, below } = toFreeSpace(boxes, viewportHeight, gap)
      const nextRule = `:host { --above: ${above}px; --below: ${below}px }`
      // A policy for styles may forbid a style attribute.
      if (nextRule !== rule) sheet.replaceSync(nextRule)
      rule = nextRule
    }

    const observer = new MutationObserver(update)
    const attributeFilter = ['class', 'data-corner', 'data-placement', 'dir', 'hidden', 'style']
    observer.observe(document.documentElement, { attributeFilter, characterData: true, childList: true, subtree: true })
    addEventListener('resize', update)
    // A low viewport scrolls its floating button.
    addEventListener('scroll', update)
    update()
    return () => {
      observer.disconnect()
      removeEventListener('resize', update)
      removeEventListener('scroll', update)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [root, toggle, isOpen])
}
