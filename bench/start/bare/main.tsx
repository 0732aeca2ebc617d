import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** What the head has asked for, or this page does: as one writes it by hand, with nothing that is done for a visitor or about a failure. */
const ask = (): Promise<Response> =>
  (window as { asked?: Promise<Response> }).asked ??
  fetch(`${new URLSearchParams(location.search).get('service')}/api/account/12345678/app/engagement/visitors?v=1.0`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: '{"appType":"EXTERNAL"}',
    credentials: 'omit',
  })

function ChatButton() {
  const [answer, setAnswer] = useState<{ status: string }>()
  useEffect(() => {
    void ask()
      .then((response) => response.json())
      .then(setAnswer)
  }, [])
  return answer?.status === 'Available' ? <button type="button">Chat with us</button> : null
}

createRoot(document.getElementById('root') as HTMLElement).render(<ChatButton />)
