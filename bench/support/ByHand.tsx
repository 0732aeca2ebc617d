import { type ReactElement, useEffect, useState } from 'react'
import { Plain } from './Plain.js'
import { request } from './request.js'

/** As one writes it by hand, with nothing that is done for a visitor or about a failure. */
export function ByHand(): ReactElement | null {
  const [answer, setAnswer] = useState<{ status: string }>()
  useEffect(() => {
    void (globalThis.asked ?? fetch(globalThis.service + request.path, request.init)).then((response) => response.json()).then(setAnswer)
  }, [])
  return answer?.status === 'Available' ? <Plain /> : null
}
