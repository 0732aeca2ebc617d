import type { ChatSessionSelect } from '../superoffice/chatSessionEntity.js'

export type MergeMembersOptions = {
  /** The members that `source` has whole. @default all */
  from?: ChatSessionSelect | undefined
  /** The members that `target` selects, whole or in part. @default all */
  into?: ChatSessionSelect | undefined
}

/**
 * Returns `target` with the members that `source` has and `target` selects. Members that are undefined in `source` change nothing. `target` itself is
 * returned if no member is merged.
 */
export function mergeMembers<target extends object>(target: target, source: object, { from, into }: MergeMembersOptions): target {
  const isWhole = (name: string) => !from?.length || (from as readonly string[]).includes(name)
  const isSelected = (name: string) => !into?.length || into.some((path) => path === name || path.startsWith(`${name}/`))
  const merged = Object.entries(source).filter(([name, value]) => value !== undefined && isWhole(name) && isSelected(name))
  return merged.length ? { ...target, ...Object.fromEntries(merged) } : target
}
