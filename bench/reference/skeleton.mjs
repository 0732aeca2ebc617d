// Gives each page of the reference the same parts. The import stands before the purpose. The options and the related names end the page.
import { ReflectionKind } from 'typedoc'

export function addSkeleton(app, project) {
  const exported = project.children.flatMap((entry) => entry.children ?? []).filter((reflection) => !reflection.isReference())
  const related = findRelated(exported)
  app.renderer.markdownHooks.on('content.begin', ({ page: { model } }) => (exported.includes(model) ? toImport(model) : ''))
  app.renderer.markdownHooks.on('content.end', (context) => {
    const { model } = context.page
    if (!exported.includes(model)) return ''
    const links = [...related.get(model)].sort((one, other) => one.name.localeCompare(other.name))
    const list = links.map((other) => `[\`${other.name}\`](${context.urlTo(other)})`).join(' · ')
    return [...toOptions(model, context), ...(list ? ['## Related', list] : [])].join('\n\n')
  })
}

function toImport({ name, kind, parent }) {
  const isType = kind === ReflectionKind.TypeAlias || kind === ReflectionKind.Interface
  return ['```ts', `import ${isType ? 'type ' : ''}{ ${name} } from '${parent.name}'`, '```'].join('\n')
}

/** The tables of the options that a function takes in objects whose types have names of their own. */
function toOptions(model, context) {
  const types = (model.signatures ?? []).flatMap((signature) => (signature.parameters ?? []).map(({ type }) => type))
  // A component that forwards its ref has its props in the type of a variable.
  const props =
    model.type?.typeArguments?.flatMap(({ types = [], ...type }) => [type, ...types]).filter(({ name }) => /Props$/.test(name)) ?? []
  return [...new Set([...types, ...props].map((type) => type?.reflection).filter(Boolean))].flatMap((alias) => {
    const members = readAlias(alias)
    if (members.length === 0) return []
    const rows = members.map((member) => `| ${toCells(member, context).join(' | ')} |`)
    return [`## Members of ${alias.name}`, ['| member | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n')]
  })
}

const readAlias = ({ children, type }) => children ?? readMembers(type)

/** The members of an object type, also of one that consists of several. */
function readMembers(type) {
  if (type?.type === 'reflection') return type.declaration.children ?? []
  if (type?.type === 'intersection') return type.types.flatMap(readMembers)
  if (type?.type === 'reference') return type.reflection ? readAlias(type.reflection) : []
  return []
}

function toCells({ name, flags, type, comment, signatures }, context) {
  const text = comment ?? signatures?.[0]?.comment
  const fallback = text?.blockTags.find(({ tag }) => tag === '@default')
  const shown = type ? context.partials.someType(type) : context.partials.functionType(signatures)
  return [
    `\`${name}${flags.isOptional ? '?' : ''}\``,
    shown,
    fallback ? context.helpers.getCommentParts(fallback.content).replace(/^```\w*\n|\n```$/g, '') : '',
    text ? context.helpers.getCommentParts(text.summary) : '',
  ].map((cell) => cell.replace(/(?<!\\)\|/g, '\\|').replace(/\s*\n\s*/g, ' '))
}

/** For each name, the names that its type refers to, and those that refer to it. An error refers to the functions that throw it. */
function findRelated(exported) {
  const related = new Map(exported.map((reflection) => [reflection, new Set()]))
  const byName = new Map(exported.map((reflection) => [reflection.name, reflection]))
  const relate = (one, other) => {
    if (!other || one === other || !related.has(other)) return
    related.get(one).add(other)
    related.get(other).add(one)
  }
  for (const reflection of exported) {
    visitReferences(reflection, new Set(), (other) => relate(reflection, other))
    for (const { comment } of reflection.signatures ?? []) {
      const thrown =
        comment?.blockTags.filter(({ tag }) => tag === '@throws').flatMap(({ content }) => content.map(({ text }) => text)) ?? []
      for (const [name] of thrown.join(' ').matchAll(/\w+Error\b/g)) relate(reflection, byName.get(name))
    }
  }
  return related
}

/** Calls `found` with each reflection that a reflection's own types refer to. */
function visitReferences(value, seen, found) {
  if (!value || typeof value !== 'object' || seen.has(value)) return
  seen.add(value)
  if (value.type === 'reference' && value.reflection) found(value.reflection)
  for (const member of ['type', 'declaration', 'children', 'signatures', 'parameters', 'types', 'typeArguments', 'elementType', 'target']) {
    for (const child of [value[member]].flat()) visitReferences(child, seen, found)
  }
}
