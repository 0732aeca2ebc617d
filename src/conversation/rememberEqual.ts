/** Makes a function that returns the previous object as long as the members of the next one are the same. */
export function rememberEqual<value extends object>(): (next: value) => value {
  let latest: value | undefined
  return (next) => {
    if (!latest || !isEqual(latest, next)) latest = next
    return latest
  }
}

function isEqual(one: object, other: object): boolean {
  const [members, others] = [Object.entries(one), Object.entries(other)]
  return members.length === others.length && members.every(([name, value]) => Object.is(value, other[name as keyof typeof other]))
}
