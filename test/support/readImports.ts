import { posix } from 'node:path'

/** Files by their path in `src/`. */
export type Sources = Record<string, string>

/** `to` is a path in `src/`, or the name of a package. */
export type Import = { from: string; to: string; isType: boolean }

const clause = /^(?:import|export)\s+(type\s)?[\w\s{},*$]*?from\s+'([^']+)'|(?:^import\s+|\bimport\()'([^']+)'/gm

/** Every import: static, dynamic, of types, and each `export … from`. */
export function readImports(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([from, text]) =>
    [...text.matchAll(clause)].map(([, type, named, bare = '']) => {
      const to = toPath(sources, from, named ?? bare)
      return { from, to, isType: Boolean(type) }
    }),
  )
}

/** A specifier says `.js` for `.ts` and for `.tsx`. */
export function toPath(sources: Sources, from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  const path = posix.join(posix.dirname(from), specifier).replace(/\.js(\?\w+)?$/, '.ts')
  return `${path}x` in sources ? `${path}x` : path
}
