import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { defaultSlots } from '../../src/conversation/ChatSlots.js'
import { englishLabels } from '../../src/conversation/englishLabels.js'
import type { ChatSlots } from '../../src/conversation/index.js'
import { ar } from '../../src/locales/ar.js'
import { de } from '../../src/locales/de.js'
import { es } from '../../src/locales/es.js'
import { fr } from '../../src/locales/fr.js'
import { ja } from '../../src/locales/ja.js'
import { change, getLog, getWindow, renderWindow } from '../support/chatWindow.js'
import { available } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'

const locales = [ar, de, es, fr, ja]

describe('ChatWindow: parts and languages', () => {
  inBothModes(() => {
    test.each(['header', 'log', 'status', 'composer'] as const)('parameters: slots replace the part %s', async (name) => {
      const slots: Partial<ChatSlots> = { [name]: () => <p>Own {name}</p> }
      const { start } = renderWindow({ slots })
      await start()
      expect(screen.getByText(`Own ${name}`)).toBeInTheDocument()
    })

    test('parameters: slots.message and slots.separator replace the lines of the list', async () => {
      const { start, mail } = renderWindow({
        slots: { message: ({ message }) => <b>{message.author}</b>, separator: ({ type }) => <i>{type}</i>, header: undefined },
      })
      await start()
      await change(() => mail.say('Hello'))
      expect(getLog()).toHaveTextContent('dayagent')
    })

    test('parameters: renderMessage has the message and our element', async () => {
      const { start, mail } = renderWindow({ renderMessage: ({ id }, element) => <div data-testid={id}>{element}</div> })
      await start()
      await change(() => mail.say('Hello'))
      expect(screen.getByTestId('conversation-1-main:0')).toHaveTextContent('Hello')
    })

    test('parameters: labels replace texts, which are then in the language of the page', async () => {
      const { start } = renderWindow({ labels: { title: 'Frag uns', send: undefined } }, { locales, language: 'de' })
      await start({ ...available, language: 'de-DE' })
      const element = screen.getByRole('dialog', { name: 'Frag uns' })
      expect(element).not.toHaveAttribute('lang')
      expect(screen.getByRole('button', { name: 'Senden' })).toBeInTheDocument()
    })

    test.each([
      ['de-AT', 'de', 'ltr'],
      ['ar_EG', 'ar', 'rtl'],
    ])('behavior: an engagement in %s has the texts of %s, in their direction', async (language, tag, dir) => {
      const { start } = renderWindow({}, { locales, language: 'nl' })
      await start({ ...available, language })
      const element = screen.getByRole('dialog')
      expect(element).toHaveAttribute('lang', tag)
      expect(element).not.toHaveAttribute('dir')
      expect(element.firstElementChild).toHaveAttribute('dir', dir)
    })

    test('behavior: English texts on a page in another language have their lang and direction', async () => {
      const { start } = renderWindow({}, { locales: [{ tag: 'nl', button: {}, status: {} }], language: 'nl' })
      await start({ ...available, language: 'nl-NL' })
      expect(getWindow()).toHaveAttribute('lang', 'en')
      expect(getWindow().firstElementChild).toHaveAttribute('dir', 'ltr')
    })

    test('behavior: a language that no standard knows does no harm', async () => {
      const { start, mail } = renderWindow()
      await start({ ...available, language: 'x' })
      await change(() => mail.say('Hello'))
      expect(getLog()).toHaveTextContent('Hello')
    })
  })

  test.each(locales)('behavior: $tag has every text of its own, with the times in their place', ({ tag, window: labels }) => {
    expect(Object.keys(labels ?? {}).sort()).toEqual(Object.keys(englishLabels).sort())
    for (const [name, text] of Object.entries(labels ?? {})) {
      const own = typeof text === 'function' ? text('10:30') : text
      const english = englishLabels[name as keyof typeof englishLabels]
      if (typeof text === 'function') expect(own, `${tag} ${name}`).toContain('10:30')
      else if (!['title', 'bot', 'messages', 'system'].includes(name)) expect(own, `${tag} ${name}`).not.toBe(english)
    }
  })

  test('behavior: every part has a default', () => {
    expect(Object.values(defaultSlots).every((component) => typeof component === 'function')).toBe(true)
  })
})
