'use client'

import { useEffect, useState } from 'react'
import { adoptStyles } from './adoptStyles.js'
import css from './toggleStyles.css?inline'

/**
 * A shadow root at the end of the page, once there is a page: no style of the site's reaches into it, and none of its own out. It is outside of the
 * element that React renders into, where its events would be heard twice.
 */
export function useShadowRoot(): ShadowRoot | undefined {
  const [root, setRoot] = useState<ShadowRoot>()

  useEffect(() => {
    const host = document.createElement('div')
    host.setAttribute('data-engagement-devtools', '')
    const created = host.attachShadow({ mode: 'open' })
    adoptStyles(created, css)
    document.body.append(host)
    setRoot(created)
    return () => host.remove()
  }, [])

  return root
}
