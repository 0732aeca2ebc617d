'use client'

import { useEffect, useState } from 'react'
import { adoptStyles } from './adoptStyles.js'
import css from './toggleStyles.css?inline'

/**
 * Returns a shadow root at the end of the page, once the component is mounted. The shadow root isolates the styles of the site from those of the
 * devtools. The root lies outside the element that React renders into, where listeners would receive its events twice.
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
