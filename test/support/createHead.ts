import { appEngagement } from '../../src/index.js'
import { type PreloadScript, type PreloadScriptParameters, preloadScript } from '../../src/preload/index.js'
import type { Loopback } from './loopback.js'
import type { Site } from './site.js'

export const accountId = '12345678'

export type Head = {
  makeScript: (parameters?: Partial<PreloadScriptParameters>) => Promise<PreloadScript>
  /** Adds the inline script to the page's head, from the next load on. */
  fill: (parameters?: Partial<PreloadScriptParameters>) => Promise<void>
  /** Delays the page's bundle until the service has received so many engagement requests. The default is 1. */
  holdBundle: (asked?: number) => void
}

/** The head of a site, which can have the inline script. */
export function createHead(site: Site, service: Loopback): Head {
  const makeScript: Head['makeScript'] = (parameters = {}) =>
    preloadScript({
      accountId,
      service: appEngagement({ domain: service.origin }),
      question: { consumerSections: ['Support'] },
      ...parameters,
    })
  return {
    makeScript,
    async fill(parameters) {
      site.head += `<script>${(await makeScript(parameters)).text}</script>`
    },
    holdBundle(asked = 1) {
      site.gate = new Promise<void>((resolve) => {
        const stop = service.simulator.subscribe(() => {
          if (service.engagementRequests().length < asked) return
          stop()
          resolve()
        })
      })
    },
  }
}
