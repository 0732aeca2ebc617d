import { QueryClient } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { Profiler, type ReactElement, Suspense, use } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { ChatSessionStatus, EngagementButton, EngagementProvider, engagementQueryOptions } from '../../src/index.js'
import { de } from '../../src/locales/de.js'
import { fr } from '../../src/locales/fr.js'
import { createTestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'

type ProviderProps = Omit<Parameters<typeof EngagementProvider>[0], 'client'>

const page = document.documentElement

/** Renders a floating button, whose offer is in a language that no locale has, and a status. */
async function renderIn(pageLanguage: string, props: ProviderProps = {}) {
  page.lang = pageLanguage
  const { client, simulator } = createTestClient()
  simulator.offer({ status: 'available', language: 'nl-NL' })
  const { unmount } = render(
    <EngagementProvider client={client} {...props}>
      <EngagementButton placement="floating" />
      <ChatSessionStatus session={{ Status: 'Finished' }} />
    </EngagementProvider>,
  )
  await screen.findAllByRole('button')
  return unmount
}

const readLabels = () => [...screen.getAllByRole('button'), screen.getByRole('status')].map(({ textContent, lang }) => [textContent, lang])

const english = (lang = '') => [
  ['Chat with us', lang],
  ['×', lang],
  ['The chat has ended.', lang],
]
const german = [
  ['Jetzt chatten', 'de'],
  ['×', 'de'],
  [de.status.finished, 'de'],
]

describe('the language of <html>', () => {
  afterEach(() => page.removeAttribute('lang'))

  inBothModes(() => {
    test.each(['de', 'DE', 'de-AT', 'de_AT'])('default: %s picks the locale', async (language) => {
      await renderIn(language, { locales: [fr, de] })
      expect(readLabels()).toEqual(german)
    })

    test.each([
      ['de', 'en'],
      ['enm', 'en'],
      ['en', ''],
      ['en-US', ''],
      ['EN_gb', ''],
      ['', ''],
    ])('behavior: English labels on a page in %s have the lang %j', async (language, lang) => {
      await renderIn(language)
      expect(readLabels()).toEqual(english(lang))
    })

    test("parameters: language: the provider's language takes precedence", async () => {
      await renderIn('fr', { locales: [fr, de], language: 'de' })
      expect(readLabels()).toEqual(german)
    })

    test("parameters: language: a provider's English takes precedence", async () => {
      await renderIn('de', { locales: [de], language: 'en' })
      expect(readLabels()).toEqual(english())
    })

    test('behavior: the labels follow the language of the page', async () => {
      const unmount = await renderIn('en', { locales: [de] })
      expect(readLabels()).toEqual(english())
      await act(async () => {
        page.lang = 'de'
      })
      expect(readLabels()).toEqual(german)
      unmount()
      page.lang = 'fr'
    })
  })

  describe('hydration', () => {
    /** Hydrates the button of an offer that the server had. `gate` holds the second button's hydration. */
    async function hydrate(props: ProviderProps, gate = Promise.resolve()) {
      const { client, simulator } = createTestClient()
      simulator.offer({ status: 'available', language: 'nl-NL' })
      const queryClient = new QueryClient()
      await queryClient.prefetchQuery(engagementQueryOptions(client))
      queryClient.setQueryData(engagementQueryOptions(client).queryKey, (answer) => answer && { ...answer })
      const onRender = vi.fn()
      const onRecoverableError = vi.fn()
      const Gate = ({ children, gate }: { children: ReactElement; gate: Promise<void> | undefined }) => {
        if (gate) use(gate)
        return children
      }
      const toPage = (gate?: Promise<void>) => (
        <EngagementProvider client={client} queryClient={queryClient} {...props}>
          <Profiler id="buttons" onRender={onRender}>
            <EngagementButton />
          </Profiler>
          <ChatSessionStatus session={{ Status: 'Finished' }} />
          <Suspense fallback="Wait">
            <Gate gate={gate}>
              <EngagementButton />
            </Gate>
          </Suspense>
        </EngagementProvider>
      )
      const container = document.createElement('div')
      page.lang = ''
      container.innerHTML = renderToString(toPage())
      document.body.append(container)
      return { container, onRender, onRecoverableError, start }

      async function start(language: string) {
        page.lang = language
        onRender.mockClear()
        await act(async () => {
          const root = hydrateRoot(container, toPage(gate), { onRecoverableError })
          onTestFinished(() => act(() => root.unmount()))
        })
      }
    }

    const readButtons = (container: HTMLElement) => [...container.querySelectorAll('button')]

    test('behavior: a page in German hydrates without a mismatch, and is German afterwards', async () => {
      let open = () => {}
      const gate = new Promise<void>((resolve) => (open = resolve))
      const { container, onRecoverableError, start } = await hydrate({ locales: [de] }, gate)
      const buttons = readButtons(container)
      const text = () => readButtons(container).map(({ textContent, lang }) => [textContent, lang])
      expect(text()).toEqual([
        ['Chat with us', ''],
        ['Chat with us', ''],
      ])
      await start('de-AT')
      expect(text()).toEqual([
        ['Jetzt chatten', 'de'],
        ['Chat with us', ''],
      ])
      expect(screen.getByRole('status')).toHaveAttribute('lang', 'de')
      await act(async () => open())
      expect(text()).toEqual([
        ['Jetzt chatten', 'de'],
        ['Jetzt chatten', 'de'],
      ])
      expect(readButtons(container)).toEqual(buttons)
      expect(onRecoverableError).not.toHaveBeenCalled()
    })

    test.each(['', 'en', 'en-GB'])('behavior: a button on a page in %j renders once', async (language) => {
      const { onRender, start } = await hydrate({ locales: [de] })
      await start(language)
      expect(onRender).toHaveBeenCalledOnce()
    })
  })
})
