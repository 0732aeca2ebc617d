/** The named members of an object, and the others. */
export function split<type extends object, name extends keyof type>(
  source: type,
  names: readonly name[],
): [Pick<type, name>, Omit<type, name>] {
  const named: Partial<type> = {}
  const others = { ...source }
  for (const name of names) {
    if (name in source) named[name] = source[name]
    delete others[name]
  }
  return [named as Pick<type, name>, others]
}
