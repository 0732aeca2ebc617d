'use client'

import type { ReactElement, ReactNode } from 'react'

/** A term with its description, for a `<dl>`. Renders nothing if `children` is undefined. */
export function Field({ term, children }: { term: string; children: ReactNode }): ReactElement | null {
  if (children === undefined) return null
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
