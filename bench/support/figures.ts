/** What a part of the comparison came to: tables in markdown, and what of it is drawn. */
export type Figures = { tables: string[]; chart: Chart }

/** Bars: of each label as many as there are series, or one. */
export type Chart = { title: string; unit: string; series?: string[]; bars: [label: string, values: number[]][] }

type Cell = string | number

/** Names to the left, figures to the right. */
export function toTable(head: Cell[], rows: Cell[][]): string {
  const [first, ...others] = [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return [first, `|---${'|--:'.repeat(head.length - 1)}|`, ...others].join('\n')
}
