import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Chat } from '../../src/conversation/chat.js'
import { useDisplayedMessages } from '../../src/conversation/useDisplayedMessages.js'
import { change } from '../support/chatWindow.js'
import { openMail } from '../support/conversation.js'
import { inBothModes } from '../support/modes.js'

inBothModes(() => {
  test('behavior: a message is read once those before it were on the screen as well', async () => {
    const { client, mail, conversation } = await openMail()
    const chat = { client, conversation } as unknown as Chat
    const { result } = renderHook(() => useDisplayedMessages(chat))
    await change(() => {
      for (const text of ['One', 'Two', 'Three']) mail.say(text)
    })
    const [one, two, three] = conversation.getState().messages.map(({ id }) => id) as [string, string, string]
    const countAfter = (id: string) => {
      result.current(id)
      return conversation.getState().unreadCount
    }
    expect([three, one, two].map(countAfter)).toEqual([3, 2, 0])
  })
})
