'use client'

import type { Ref } from 'react'

type AnyRef = Ref<Element> | undefined

/** One callback ref for several refs of either kind. Returns nothing, so that React 18 and 19 both detach it with null. */
export function mergeRefs(...refs: AnyRef[]): (element: Element | null) => void {
  let detach: (() => void)[] = []
  return (element) => {
    for (const end of detach) end()
    detach = element ? refs.map((ref) => attach(ref, element)) : []
  }
}

function attach(ref: AnyRef, element: Element): () => void {
  if (typeof ref === 'function') {
    const cleanup = ref(element)
    return typeof cleanup === 'function' ? cleanup : () => void ref(null)
  }
  if (ref) ref.current = element
  return () => {
    if (ref) ref.current = null
  }
}
