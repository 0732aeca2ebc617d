const place = (corner: string) => `data-placement="floating" data-corner="${corner}"`

/** The attributes that the components render, by the name of the state. */
const buttons: Record<string, string> = {
  available: 'data-engagement-button data-status="available"',
  conversation: 'data-engagement-button data-status="conversation"',
  error: 'data-engagement-button data-status="error"',
  unavailable: 'data-engagement-button data-status="unavailable" aria-disabled="true"',
  accepting: 'data-engagement-button data-status="available" aria-disabled="true" aria-busy="true"',
  offline: 'data-engagement-button data-status="available" data-offline',
  hidden: 'data-engagement-button data-status="available" hidden',
}

for (const corner of ['start-start', 'start-end', 'end-start', 'end-end']) {
  buttons[`floating ${corner}`] = `data-engagement-button data-status="conversation" ${place(corner)}`
  buttons[`dismissal ${corner}`] = `data-engagement-dismiss ${place(corner)}`
}

const statuses = ['waiting', 'conversation', 'finished']

/** Returns an element for every state, with the state's name as its title. */
export function allStates(className = ''): string {
  const elements = [
    ...Object.entries(buttons).map(
      ([name, attributes]) =>
        `<button type="button" title="${name}" class="${className}" ${attributes}>${/dismiss/.test(name) ? '×' : 'Chat with us'}</button>`,
    ),
    ...statuses.map(
      (status) => `<p title="status ${status}" class="${className}" data-chat-session-status data-status="${status}">Chat</p>`,
    ),
  ]
  // The padding keeps the elements from lying under those that float.
  return `<main style="padding: 8rem">${elements.join('')}</main>`
}
