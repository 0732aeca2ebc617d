/** What is asked for once, whoever needs it, until it is forgotten. */
export type Holder<type> = {
  get: () => Promise<type>
  /** Has it asked for anew, if it is still that one. */
  forget: (asked?: Promise<type>) => void
}

/** Neither a failure is kept, nor what does not come within `seconds`. */
export function createHolder<type>(seconds: number, ask: () => Promise<type>): Holder<type> {
  let held: Promise<type> | undefined
  const forget = (asked = held) => {
    if (held === asked) held = undefined
  }
  return {
    get() {
      if (held) return held
      const asked = ask()
      held = asked
      const timer = setTimeout(forget, seconds * 1000, asked)
      asked.catch(() => forget(asked)).finally(() => clearTimeout(timer))
      return asked
    },
    forget,
  }
}
