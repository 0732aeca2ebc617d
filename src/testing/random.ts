/** Creates a sequence that is the same for the same seed (a linear congruential generator). So a failing test can be repeated with the same ids. */
export function createRandom(seed: number): { text: (length: number) => string; digits: (length: number) => string } {
  let state = seed >>> 0
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const pick = (alphabet: string, length: number) => Array.from({ length }, () => alphabet[next(alphabet.length)]).join('')
  return {
    text: (length) => pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', length),
    digits: (length) => pick('123456789', 1) + pick('0123456789', length - 1),
  }
}
