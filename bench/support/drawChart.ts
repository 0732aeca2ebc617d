import type { Chart } from './figures.js'

const [width, labels, line] = [760, 350, 15]
/** The length of the longest bar. There is room for the value beside a bar. */
const longest = width - labels - 70

/** Draws horizontal bars as a standalone SVG for light and dark pages. */
export function drawChart({ title, unit, series = [''], bars }: Chart): string {
  const most = Math.max(...bars.flatMap(([, values]) => values))
  const step = series.length * line + 9
  const top = series.length > 1 ? 58 : 40
  const height = top + bars.length * step
  const rows = bars.flatMap(([label, values], row) => {
    const y = top + row * step
    return [
      `<text x="${labels - 10}" y="${y + (series.length * line) / 2 + 4}" text-anchor="end">${toText(label)}</text>`,
      ...values.flatMap((value, index) => {
        const length = Math.max(1, Math.round((value / most) * longest))
        const at = y + index * line
        return [
          `<rect x="${labels}" y="${at}" width="${length}" height="${line - 2}" class="${toClass(label, index)}"/>`,
          `<text x="${labels + length + 6}" y="${at + 11}">${value.toLocaleString('en')}</text>`,
        ]
      }),
    ]
  })
  const keys = series.flatMap((name, index) =>
    name
      ? [
          `<rect x="${labels + index * 190}" y="34" width="13" height="13" class="${toClass('', index)}"/>`,
          `<text x="${labels + index * 190 + 19}" y="45">${name}</text>`,
        ]
      : [],
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${title}, ${unit}</title>
<desc id="desc">${bars.map(([label, values]) => `${toText(label)}: ${values.map((value) => value.toLocaleString('en')).join(' and ')}`).join('; ')}.</desc>
<style>
text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-size:14px;font-weight:600}
.a{fill:#8c959f}.b{fill:#c3c9d0}.ours.a{fill:#0969da}.ours.b{fill:#80b3ec}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.a{fill:#7d8590}.b{fill:#484f58}.ours.a{fill:#4493f8}.ours.b{fill:#1f5aa8}}
</style>
<text x="0" y="18" class="title">${title}, ${unit}</text>
${[...keys, ...rows].join('\n')}
</svg>
`
}

function toClass(label: string, index: number): string {
  return `${/engagement/i.test(label) ? 'ours ' : ''}${index ? 'b' : 'a'}`
}

function toText(label: string): string {
  return label.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
