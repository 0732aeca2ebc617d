/** Runs a script as an inline script in the page's head. */
export function runInlineScript(text: string): void {
  new Function(text)()
}

/** Leaves the page: the next one knows nothing of the request that this page's inline script sent. */
export function leavePage(): void {
  Reflect.deleteProperty(globalThis, 'reactEngagement')
  Reflect.deleteProperty(navigator, 'locks')
}

/** Gives the page Web Locks that no other page requests. Returns the names of the held locks. */
export function givePageLocks(): string[] {
  const heldLocks: string[] = []
  const locks = {
    query: async () => ({ held: heldLocks.map((name) => ({ name })) }),
    async request(name: string, _options: object, task: (lock: object) => unknown) {
      heldLocks.push(name)
      try {
        return await task({ name })
      } finally {
        heldLocks.splice(heldLocks.indexOf(name), 1)
      }
    },
  }
  Object.defineProperty(navigator, 'locks', { configurable: true, value: locks })
  return heldLocks
}
