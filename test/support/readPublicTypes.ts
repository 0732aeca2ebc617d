import { parseSync } from 'vite'
import { type Sources, toPath } from './readImports.js'

export type Node = { type: string; start: number; end: number; [member: string]: unknown }

/** A declaration that a user reaches from an entry. */
export type PublicDeclaration = { file: string; name: string; nodes: Node[] }

type Module = { declarations: Map<string, Node>; imports: Map<string, Origin>; exports: Map<string, Origin>; stars: string[] }
type Origin = { from: string; name: string }

/**
 * Returns every type, function, component and value of the entries, and everything that their types name, exported or not. A declaration in `internals`
 * ends the search.
 */
export function readPublicTypes(sources: Sources, entries: string[], internals: string[] = []): PublicDeclaration[] {
  const modules = new Map<string, Module>()
  const found = new Map<string, PublicDeclaration>()

  function moduleOf(file: string): Module | undefined {
    const source = sources[file]
    if (source !== undefined && !modules.has(file)) modules.set(file, readModule(sources, file, source))
    return modules.get(file)
  }

  function reach(file: string, name: string): void {
    const module = moduleOf(file)
    const declaration = module?.declarations.get(name)
    const origin = module?.imports.get(name)
    if (origin) reachExport(origin)
    if (!declaration || internals.includes(name) || found.has(`${file} ${name}`)) return
    const nodes = allNodes(declaration)
    found.set(`${file} ${name}`, { file, name, nodes })
    for (const node of nodes) if (node.type === 'Identifier') reach(file, node.name as string)
  }

  function reachExport({ from, name }: Origin): void {
    const module = moduleOf(from)
    const origin = module?.exports.get(name)
    if (origin?.from === from) reach(from, origin.name)
    else if (origin) reachExport(origin)
    else for (const star of module?.stars ?? []) reachExport({ from: star, name })
  }

  function reachAll(file: string): void {
    const module = moduleOf(file)
    for (const name of module?.exports.keys() ?? []) reachExport({ from: file, name })
    for (const star of module?.stars ?? []) reachAll(star)
  }

  for (const entry of entries) reachAll(entry)
  return [...found.values()]
}

function readModule(sources: Sources, file: string, source: string): Module {
  const { program, module } = parseSync(file, source)
  const declarations = new Map<string, Node>()
  for (const statement of program.body as unknown as Node[]) {
    const declaration = (statement.declaration ?? statement) as Node
    const declared = (declaration.declarations ?? [declaration]) as Node[]
    for (const node of declared) if (node.id) declarations.set((node.id as { name: string }).name, node)
  }
  const imports = module.staticImports.flatMap(({ moduleRequest, entries }) =>
    entries.map(({ importName, localName }): [string, Origin] => [
      localName.value,
      { from: toPath(sources, file, moduleRequest.value), name: importName.name ?? '' },
    ]),
  )
  const exported = module.staticExports.flatMap(({ entries }) => entries)
  const toOrigin = ({ moduleRequest, importName, localName }: (typeof exported)[number]): Origin =>
    moduleRequest
      ? { from: toPath(sources, file, moduleRequest.value), name: importName.name ?? '' }
      : { from: file, name: localName.name ?? '' }
  return {
    declarations,
    imports: new Map(imports),
    exports: new Map(exported.flatMap((entry) => (entry.exportName.name ? [[entry.exportName.name, toOrigin(entry)]] : []))),
    stars: exported.flatMap(({ exportName, moduleRequest }) =>
      exportName.name || !moduleRequest ? [] : [toPath(sources, file, moduleRequest.value)],
    ),
  }
}

/** A node with all nodes inside, except the bodies of functions, which a function's users do not see. */
function allNodes(node: Node): Node[] {
  const { params, body, ...others } = node
  const children = Object.values({ params, ...others, body: params ? undefined : body })
    .flat()
    .filter((child): child is Node => typeof (child as Node | null)?.type === 'string')
  return [node, ...children.flatMap(allNodes)]
}
