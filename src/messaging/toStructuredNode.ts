import { isRecord } from '../http/readers.js'
import type { StructuredNode } from '../model/conversation.js'
import { toArray } from './toArray.js'

/** The service allows fewer levels. A tree of more could not be rendered, because a browser limits the depth of a call. */
const maxDepth = 30

/** Reads a tree of structured content. Leaves out what is no node. Lists that arrived as their bare item are lists again. */
export function toStructuredNode(value: unknown, depth = 0): StructuredNode | undefined {
  if (!isRecord(value) || typeof value.type !== 'string' || depth > maxDepth) return undefined
  const node: StructuredNode = { ...value, type: value.type }
  if (isRecord(value.click)) {
    node.click = { ...value.click, actions: toArray(value.click.actions), metadata: toArray(value.click.metadata) }
  }
  if (value.elements !== undefined) node.elements = toArray(value.elements).flatMap((element) => toStructuredNode(element, depth + 1) ?? [])
  return node
}
