import type { EngagementLocale } from '../react/locale.js'

/** The labels in German. */
export const de: EngagementLocale = {
  tag: 'de',
  button: {
    available: 'Jetzt chatten',
    conversation: 'Chat fortsetzen',
    dismiss: 'Ausblenden',
    unread: (count) => `${count} ungelesene ${count === 1 ? 'Nachricht' : 'Nachrichten'}`,
  },
  status: {
    starting: 'Ihr Chat beginnt gleich.',
    offline: 'Zurzeit ist niemand erreichbar.',
    waiting: ({ position }) => `Sie sind in der Warteschlange.${position ? ` Zu Beginn auf Platz ${position}.` : ''}`,
    conversation: ({ agent }) => `Sie chatten${agent ? ` mit ${agent}` : ''}.`,
    finished: 'Der Chat ist beendet.',
  },
}
