/** The result of a part of the comparison: tables in Markdown, and a chart. */
export type Figures = { tables: string[]; chart: Chart }

/** A bar chart. Each label has one bar per series, or a single bar without series. */
export type Chart = { title: string; unit: string; series?: string[]; bars: [label: string, values: number[]][] }

type Cell = string | number

/** Makes a Markdown table: the first column is aligned to the left, and the others are aligned to the right. */
export function toTable(head: Cell[], rows: Cell[][]): string {
  const [first, ...others] = [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return [first, `|---${'|--:'.repeat(head.length - 1)}|`, ...others].join('\n')
}
