import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Site } from './Site'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Site />
  </StrictMode>,
)
