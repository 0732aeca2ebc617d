/** Runs a script as the head of the page does. */
export function inPage(text: string): void {
  new Function(text)()
}

/** The next page knows nothing of what the head of this one has asked. */
export function leavePage(): void {
  Reflect.deleteProperty(globalThis, 'reactEngagement')
  Reflect.deleteProperty(navigator, 'locks')
}

/** Web Locks for a page that is alone: whoever asks for one has it. Returns the names of those that are held. */
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
