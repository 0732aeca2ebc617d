/** The generated pages, by path. */
const pages = import.meta.glob<string>('../docs/reference/react-engagement/**/*.md', { query: '?raw', import: 'default', eager: true })

/** The titles of the pages with stories. */
const withStories = Object.keys(import.meta.glob('../stories/*.stories.tsx')).map((path) =>
  path.slice('../stories/'.length, -'.stories.tsx'.length),
)

/** A public name, the entry that exports it, the folder of its kind, and its page as Markdown. */
export type ReferencePage = { name: string; entry: string; kind: string; text: string }

/** The pages of all public names. */
export const reference: ReferencePage[] = Object.entries(pages).flatMap(([path, text]) => {
  const [, entry, kind, name] = /reference\/(.+)\/(classes|functions|type-aliases|variables)\/(\w+)\.md$/.exec(path) ?? []
  return entry && kind && name ? [{ entry, kind, name, text: toMarkdown(text) }] : []
})

export const findPage = (name: string): ReferencePage | undefined => reference.find((page) => page.name === name)

/** The address of a name in Storybook: its docs page, or else its part of the API reference. */
export function toHref(name: string): string {
  return withStories.includes(name) ? `?path=/docs/${name.toLowerCase()}--docs` : `?path=/docs/api-reference--docs#${name}`
}

/** Removes the path and the title above the page, and points the links at pages of Storybook. */
function toMarkdown(text: string): string {
  return text
    .slice(text.indexOf('```'))
    .replace(/<a id="[^"]*"><\/a> /g, '')
    .replace(/\]\((?:[\w./-]+\/)?(\w+)\.md(?:#[\w-]*)?\)/g, (_, name) => `](${toHref(name)})`)
}

/** Returns the part below a heading of the second level, up to the next one. */
function readSection(text: string, heading: string): string {
  return new RegExp(`^## ${heading}.*\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(text)?.[1]?.trim() ?? ''
}

/** A page in parts: before its tables, the options, and the return value, the errors and the related names. */
export function toParts({ text }: ReferencePage): { head: string; options: string; rest: string } {
  const [head = ''] = text.split(/^## (?!Example)/m)
  const members = text.slice(text.search(/^## Members of /m)).split(/^(?=## Related)/m)[0] ?? ''
  const [, type] = /^## Members of \W*(\w+)/m.exec(text) ?? []
  const returns = readSection(text, 'Returns')
  // The members of a type that is also returned stand there.
  const options =
    type && !returns.includes(`\`${type}\``)
      ? members.replace('## Members of', '## Options:')
      : toSection('Parameters', readSection(text, 'Parameters'))
  const rest = [toReturns(returns), ...['Throws', 'Related'].map((name) => toSection(name, readSection(text, name)))]
  return { head, options, rest: rest.join('\n\n') }
}

const toSection = (heading: string, text: string) => (text ? `## ${heading}\n\n${text}` : '')

/** The return value, with the definition and the members of its type. */
function toReturns(returns: string): string {
  const [, name = ''] = /^\[`(\w+)`\]/.exec(returns) ?? []
  const definition = findPage(name)
  return toSection('Returns', definition ? toDefinition(definition) : returns)
}

/** A type and its members, with those of the types that it consists of. */
function toDefinition({ text }: ReferencePage): string {
  const [head = ''] = text.slice(text.indexOf('> ')).split(/^## /m)
  const members = readSection(text, 'Properties') || readSection(text, 'Type Declaration')
  const parts = [...head.matchAll(/& \[`(\w+)`\]/g)].flatMap(([, name = '']) => findPage(name) ?? [])
  return [head, members, ...parts.map((part) => `### ${part.name}\n\n${toDefinition(part)}`)].join('\n\n')
}
