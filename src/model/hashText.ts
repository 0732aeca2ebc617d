/**
 * Returns a hash of 64 bits (cyrb53, without the cut to 53 bits). The function is synchronous, unlike Web Crypto, because a render needs the hash of a
 * question. Two questions of one hash would share an answer, and 32 bits collide after 75,000 questions.
 */
export function hashText(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return toBase36(high) + toBase36(low)
}

function toBase36(bits: number): string {
  return (bits >>> 0).toString(36).padStart(7, '0')
}
