/** A message of the conversation that all pages show. */
export type HistoryMessage = { id: string; author: 'visitor' | 'agent'; text: string }

const sentences = [
  'The parcel was at the depot this morning.',
  'Could you look up the order for me? The number is on the invoice.',
  'It is the blue one in medium, with the long sleeves.',
  'The courier tried twice. Nobody was there, and the neighbour does not take parcels.\nShall we send it to a shop nearby?',
  'Yes, please.',
  'The shop is open until eight. You need the code from the mail, and something with your name on it.',
  'Does the return cost anything, if it does not fit? Last time I paid for the label.',
  'Returns are free for thirty days. The terms are at https://shop.example/returns, and the label is in the box.',
]

/** Makes a conversation. Its texts are made up, and each begins with its number. */
export function toHistory(count: number): HistoryMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `message-${index + 1}`,
    author: index % 3 === 0 ? 'visitor' : 'agent',
    text: `${index + 1}: ${sentences[index % sentences.length]}`,
  }))
}

/** Returns the number that a text of the conversation begins with. Undefined for any other text. */
export function toNumber(text: string): number | undefined {
  const digits = /^(\d+): /.exec(text)?.[1]
  return digits ? Number(digits) : undefined
}
