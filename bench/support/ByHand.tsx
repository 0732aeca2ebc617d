import { type ReactElement, useEffect, useState } from 'react'
import { Plain } from './Plain.js'
import { request } from './request.js'

/** A button with a fetch in an effect, as one writes it by hand. The component stores no visitor and handles no failure. */
export function ByHand(): ReactElement | null {
  const [answer, setAnswer] = useState<{ status: string }>()
  useEffect(() => {
    void (globalThis.asked ?? fetch(globalThis.service + request.path, request.init)).then((response) => response.json()).then(setAnswer)
  }, [])
  return answer?.status === 'Available' ? <Plain /> : null
}
