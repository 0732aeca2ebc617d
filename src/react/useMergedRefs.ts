'use client'

import { type Ref, useMemo } from 'react'
import { isServer } from '../browser/isServer.js'

type AnyRef = Ref<Element> | undefined
type CallbackRef = (element: Element | null) => void

const noop = () => {}

/** Returns one callback ref for several refs of either kind. A server attaches no elements, so that it needs no hook. */
export const useMergedRefs: (one: AnyRef, two: AnyRef, three?: AnyRef) => CallbackRef = isServer
  ? () => noop
  : (one, two, three) => useMemo(() => mergeRefs([one, two, three].filter(Boolean)), [one, two, three])

/** The merged ref returns no cleanup function, so that React 18 and 19 both detach it with null. */
function mergeRefs(refs: AnyRef[]): CallbackRef {
  const [first] = refs
  if (refs.length === 1 && typeof first === 'function') return first as CallbackRef
  let detach: (() => void)[] = []
  return (element) => {
    for (const cleanup of detach) cleanup()
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
