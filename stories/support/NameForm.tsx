import { type ReactElement, useState } from 'react'

/** A form that corrects the customer's name. */
export function NameForm({ label, name, onSave }: { label: string; name: string; onSave: (name: string) => void }): ReactElement {
  const [typed, setTyped] = useState<string>()
  const value = typed ?? name
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTyped(undefined)
        onSave(value)
      }}
    >
      <label>
        {label}
        <input value={value} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <button type="submit">Save</button>
    </form>
  )
}
