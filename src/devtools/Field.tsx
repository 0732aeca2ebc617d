'use client'

import type { ReactElement, ReactNode } from 'react'

/** A term and what it is, inside of a `<dl>`; nothing where that is undefined. */
export function Field({ term, children }: { term: string; children: ReactNode }): ReactElement | null {
  if (children === undefined) return null
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
