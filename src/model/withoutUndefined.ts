/** Returns the members that have a value. A spread of the others would override members of the same names. */
export function withoutUndefined<members extends object>(members: members): Defined<members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<members>
}

/** An optional member that is present is not undefined. */
type Defined<members> = { [name in keyof members]: object extends Pick<members, name> ? Exclude<members[name], undefined> : members[name] }
