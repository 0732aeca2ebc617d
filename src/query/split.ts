/** The named members of an object, and the others. */
export function split<type extends object, name extends keyof type>(
  source: type,
  names: readonly name[],
): [Pick<type, name>, Omit<type, name>] {
  const named: Partial<type> = {}
  const others: Partial<type> = {}
  for (const name in source) {
    const part = (names as readonly string[]).includes(name) ? named : others
    part[name] = source[name]
  }
  return [named as Pick<type, name>, others as Omit<type, name>]
}
