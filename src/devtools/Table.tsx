'use client'

import type { ReactElement, ReactNode } from 'react'

/** A table with a row of column names. */
export function Table({ columns, children }: { columns: readonly string[]; children: ReactNode }): ReactElement {
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
