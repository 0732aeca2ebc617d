import { onTestFinished } from 'vitest'

/** Removes a member that older browsers lack, until the test ends. */
export function takeAway(owner: object, name: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)
  if (!descriptor) return
  Reflect.deleteProperty(owner, name)
  onTestFinished(() => void Object.defineProperty(owner, name, descriptor))
}
