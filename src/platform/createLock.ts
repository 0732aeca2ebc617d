/** Runs tasks one after another, in the order they came. */
export type Lock = <type>(task: () => Promise<type>) => Promise<type>

export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const next = last.then(task, task)
    last = next
    return next
  }
}
