'use client'

import type { ReactElement, ReactNode } from 'react'

export type SectionProps = {
  title: string
  /** What stands there as long as there is nothing to show. */
  empty?: string | false
  children: ReactNode
}

/** A part of the panel. */
export function Section({ title, empty, children }: SectionProps): ReactElement {
  const id = title.toLowerCase()
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {empty ? <p className="empty">{empty}</p> : children}
    </section>
  )
}
