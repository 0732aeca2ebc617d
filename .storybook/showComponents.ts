import type { StoryContext } from 'storybook/internal/types'

const files = import.meta.glob<string>('../stories/**/*.{ts,tsx}', { query: '?raw', import: 'default' })

/** Shows the code of the components that the stories define, instead of their names alone. Components of the library stay names. */
export async function showComponents(builtCode: string, { component, parameters }: StoryContext): Promise<string> {
  // Storybook also passes the result of an earlier call.
  if (builtCode.startsWith('import ')) return builtCode
  const storyCode = builtCode.replaceAll(/\{function \w*\(\) ?\{\}\}/g, '{() => {}}')
  const texts = Object.fromEntries(await Promise.all(Object.entries(files).map(async ([path, read]) => [path.slice(2), await read()])))
  const found = new Map<string, string>()
  const imports = new Map<string, Set<string>>()

  /** Collects the declarations and the imports that a code needs. */
  function collect(needy: string, file: string): void {
    const text: string = texts[file] ?? ''
    for (const name of new Set(needy.match(/\b(?!type\b)\w+\b/g))) {
      const declaration = new RegExp(`^(?:export )?(?:class|function|const|type) ${name}\\b(?:.*(?<![{(\\[])$|[^]*?^[})\\]].*$)`, 'm').exec(
        text,
      )?.[0]
      if (declaration) {
        if (found.has(name)) continue
        found.set(name, '')
        collect(declaration, file)
        found.delete(name)
        found.set(name, declaration.replace(/^export /, ''))
        continue
      }
      const [, type = '', names = '', from = ''] =
        [...text.matchAll(/^import (type )?\{([^}]*)\} from '([^']+)'$/gm)].find(([, , list = '']) =>
          new RegExp(`\\b${name}\\b`).test(list),
        ) ?? []
      if (!from) continue
      const local = new URL(from.replace(/\.js$/, '.tsx'), `file://${file}`).pathname
      if (texts[local]) collect(name, local)
      else {
        const isType = type || new RegExp(`type ${name}\\b`).test(names)
        const source = from.replace(/^(?:\.\.\/)+src\/(.*?)\/?index\.js$/, (_, entry) =>
          entry ? `react-engagement/${entry}` : 'react-engagement',
        )
        imports.set(source, (imports.get(source) ?? new Set()).add(isType ? `type ${name}` : name))
      }
    }
  }

  const storyFile = parameters.fileName.replace(/^\./, '')
  // A build shortens the names of functions, and the source of the stories has them whole.
  const [, name] = /\bcomponent: (\w+)/.exec(texts[storyFile] ?? '') ?? []
  const builtName = (component as { displayName?: string; name?: string } | undefined)?.displayName ?? component?.name
  const code = name && builtName ? storyCode.replaceAll(new RegExp(`(</?)${builtName}\\b`, 'g'), `$1${name}`) : storyCode
  const used = new Set([...code.matchAll(/<([A-Z]\w*)/g)].map(([, name = '']) => name))
  collect([...used].join(' '), storyFile)
  if (found.size === 0) return code
  const lines = [...imports].sort().map(([from, names]) => `import { ${[...names].sort().join(', ')} } from '${from}'`)
  const usage = /^<\w+[^<]*\/>$/.test(code.trim()) ? [] : [code]
  return [lines.join('\n'), ...found.values(), ...usage].join('\n\n')
}
