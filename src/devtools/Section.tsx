'use client'

import type { ReactElement, ReactNode } from 'react'

export type SectionProps = {
  title: string
  /** The text to show while the section is empty. */
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
