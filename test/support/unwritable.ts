const cycle: Record<string, unknown> = {}
cycle.cycle = cycle

const throwing = {
  get a() {
    throw new Error('a')
  },
}

/** Values that JSON cannot write, each with its name. */
export const unwritable: [name: string, value: unknown][] = [
  ['a BigInt', 1n],
  ['a cycle', cycle],
  ['a getter that throws', throwing],
]
