/** Converts a TSDoc comment to the Markdown of a docs page: the summary, and each `@example` as code. Other tags are left out. */
export function toDescription(comment: string): string {
  const [summary = '', ...tags] = comment.split(/^\s*@(?=\w)/m)
  const examples = tags.flatMap((tag) => /^example\s+(.+)$/s.exec(tag.trim())?.[1] ?? [])
  return [summary.trim(), ...examples.map(toCode)].join('\n\n')
}

/** An example may have a fence already. */
const toCode = (example: string): string => (example.startsWith('```') ? example : `\`\`\`tsx\n${example}\n\`\`\``)
