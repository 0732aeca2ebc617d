import { render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import {
  ChatSessionStatus,
  type ChatSessionStatusLabels,
  EngagementButton,
  type EngagementButtonProps,
  type EngagementLocale,
  EngagementProvider,
  monitoring,
} from '../../src/index.js'
import { ar } from '../../src/locales/ar.js'
import { de } from '../../src/locales/de.js'
import { es } from '../../src/locales/es.js'
import { fr } from '../../src/locales/fr.js'
import { ja } from '../../src/locales/ja.js'
import { createTestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'

const locales = [de, es, fr, ja, ar]

/** Renders the button of an offer in this language. */
async function buttonIn(
  language: string,
  props: EngagementButtonProps = {},
  registered: readonly EngagementLocale[] = locales,
  pageLanguage?: string,
) {
  const { client, simulator } = createTestClient()
  simulator.offer({ status: 'available', language })
  render(
    <EngagementProvider client={client} locales={registered} language={pageLanguage}>
      <EngagementButton {...props} />
    </EngagementProvider>,
  )
  const [button] = await screen.findAllByRole('button')
  return button as HTMLElement
}

describe('locales', () => {
  inBothModes(() => {
    test.each([
      ['de-DE', 'Jetzt chatten', 'de', null],
      ['es', 'Chatea con nosotros', 'es', null],
      ['fr-CA', 'Discuter avec nous', 'fr', null],
      ['ja-JP', 'チャットで相談', 'ja', null],
      ['ar-EG', 'دردش معنا', 'ar', 'rtl'],
      ['de_DE', 'Jetzt chatten', 'de', null],
      ['DE', 'Jetzt chatten', 'de', null],
      ['JA_jp', 'チャットで相談', 'ja', null],
      ['de-Latn-AT', 'Jetzt chatten', 'de', null],
    ])("default: an engagement's language %s selects the labels", async (language, words, lang, dir) => {
      const button = await buttonIn(language)
      expect(button).toHaveTextContent(words)
      expect(button.getAttribute('lang')).toBe(lang)
      expect(button.getAttribute('dir')).toBe(dir)
    })

    test.each([
      [de, '1 ungelesene Nachricht', '2 ungelesene Nachrichten'],
      [es, '1 mensaje sin leer', '2 mensajes sin leer'],
      [fr, '1 message non lu', '2 messages non lus'],
      [ja, '未読1件', '未読2件'],
      [ar, 'رسائل غير مقروءة: 1', 'رسائل غير مقروءة: 2'],
    ])('default: a locale has the number of unread messages: %#', (locale, one, two) => {
      expect([locale.button.unread?.(1), locale.button.unread?.(2)]).toEqual([one, two])
    })

    test.each(['en-US', 'nl-NL', 'fr-FR'])("behavior: the page's language stands in for %s without a locale", async (language) => {
      const button = await buttonIn(language, {}, [de], 'de-AT')
      expect(button).toHaveTextContent('Jetzt chatten')
      expect(button).toHaveAttribute('lang', 'de')
    })

    test.each([
      ['de', 'en'],
      ['DE_at', 'en'],
      ['en', null],
      ['EN_gb', null],
      [undefined, null],
    ])('behavior: English labels on a page in %s have the lang %s', async (pageLanguage, lang) => {
      const button = await buttonIn('nl-NL', { placement: 'floating' }, [], pageLanguage)
      expect(button).toHaveTextContent('Chat with us')
      expect(button.getAttribute('lang')).toBe(lang)
      expect(screen.getByRole('button', { name: 'Dismiss' }).getAttribute('lang')).toBe(lang)
    })

    test('behavior: an English status on a page in another language has a lang', () => {
      render(
        <EngagementProvider client={createTestClient().client} language="nl">
          <ChatSessionStatus session={{ Status: 'Finished' }} />
        </EngagementProvider>,
      )
      expect(screen.getByRole('status')).toHaveAttribute('lang', 'en')
    })

    test('behavior: the label after an error is in the language of the page, with its lang and dir', async () => {
      const { client, simulator } = createTestClient()
      simulator.fail({ call: 'engagement', status: 400 })
      render(
        <EngagementProvider client={client} locales={[{ ...ar, button: { ...ar.button, retry: 'حاول مجددا' } }]} language="ar">
          <EngagementButton />
        </EngagementProvider>,
      )
      const button = await screen.findByRole('button', { name: 'حاول مجددا' })
      expect(button).toHaveAttribute('lang', 'ar')
      expect(button).toHaveAttribute('dir', 'rtl')
    })

    test.each([
      ['a language that is not registered', 'nl-NL', {}, 'Chat with us'],
      ['the site’s labels', 'de-DE', { labels: { available: 'Frag uns' } }, 'Frag uns'],
      ['children', 'de-DE', { children: 'Frag uns' }, 'Frag uns'],
    ])('behavior: a button with %s has no lang', async (_name, language, props, words) => {
      const button = await buttonIn(language, props)
      expect(button).toHaveTextContent(words)
      expect(button).not.toHaveAttribute('lang')
    })

    test('parameters: language is the default for an answer without a language', async () => {
      const { client, simulator } = createTestClient({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
      simulator.offer({ status: 'conversation' })
      render(
        <EngagementProvider client={client} locales={locales} language="de-AT">
          <EngagementButton />
        </EngagementProvider>,
      )
      const button = await screen.findByRole('button', { name: 'Chat fortsetzen' })
      expect(button).toHaveAttribute('lang', 'de')
    })

    test.each<[string, ChatSessionStatusLabels, string, string | null]>([
      ['no labels', {}, String(ar.status.finished), 'ar'],
      ['the site’s labels', { finished: 'Over' }, 'Over', null],
      ['a label that is undefined', { finished: undefined }, String(ar.status.finished), 'ar'],
      ['an empty label', { finished: '' }, '', null],
      ['a label of null', { finished: null }, '', null],
    ])("behavior: a status with %s has the page's language, unless the label is the site's", (_name, labels, text, lang) => {
      render(
        <EngagementProvider client={createTestClient().client} locales={locales} language="ar">
          <ChatSessionStatus session={{ Status: 'Finished' }} labels={labels} />
        </EngagementProvider>,
      )
      const status = screen.getByRole('status')
      expect(status.textContent).toBe(text)
      expect(status.getAttribute('lang')).toBe(lang)
      expect(status.getAttribute('dir')).toBe(lang && 'rtl')
    })

    test.each([
      ['its language', 'de-AT', 'fr', 'Ausblenden', 'de'],
      ['the language of the page', 'nl-BE', 'fr-CA', 'Masquer', 'fr'],
      ['English', 'nl-BE', 'ja-JP', 'Dismiss', 'en'],
    ])('behavior: a label that a locale lacks is in %s', async (_name, language, pageLanguage, words, lang) => {
      const partial = ['de-AT', 'nl-BE'].map((tag): EngagementLocale => ({ tag, button: { available: 'Servus' }, status: {} }))
      await expect(buttonIn(language, { placement: 'floating' }, [...partial, de, fr], pageLanguage)).resolves.toHaveTextContent('Servus')
      expect(screen.getByRole('button', { name: words })).toHaveAttribute('lang', lang)
    })

    test.each([
      ['de-AT', String(de.status.finished), 'de'],
      ['nl-BE', 'The chat has ended.', 'en'],
    ])('behavior: a status that the locale %s lacks is in its language, or else English', (tag, text, lang) => {
      render(
        <EngagementProvider client={createTestClient().client} locales={[{ tag, button: {}, status: {} }, de]} language={tag}>
          <ChatSessionStatus session={{ Status: 'Finished' }} />
        </EngagementProvider>,
      )
      expect(screen.getByRole('status')).toHaveTextContent(text)
      expect(screen.getByRole('status')).toHaveAttribute('lang', lang)
    })

    test('behavior: a locale of a region takes precedence over its language', async () => {
      const austrian: EngagementLocale = { ...de, tag: 'de-AT', button: { available: 'Servus' } }
      await expect(buttonIn('de-AT', {}, [de, austrian])).resolves.toHaveTextContent('Servus')
    })
  })

  test.each(locales)('behavior: $tag has a label for every status that a customer sees', (locale) => {
    const texts = ['PreChatForm', 'OfflineForm', 'InQueue', 'UserLast', 'Finished', 'Closed'].map((Status) => {
      const session = { Status, InitialQueuePos: 3, User: { FullName: 'Alex' } }
      const { unmount } = render(<ChatSessionStatus session={session} labels={locale.status} />)
      const { textContent } = screen.getByRole('status')
      unmount()
      return textContent
    })
    expect(texts.every((text) => text && !/chat has|You are|Your/.test(text))).toBe(true)
    expect(texts[2]).toContain('3')
    expect(texts[3]).toContain('Alex')
    expect(texts[5]).toBe(texts[4])
  })
})
