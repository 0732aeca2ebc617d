import type { EngagementLocale } from '../react/locale.js'

/** The labels in French. */
export const fr: EngagementLocale = {
  tag: 'fr',
  button: {
    available: 'Discuter avec nous',
    conversation: 'Reprendre la discussion',
    dismiss: 'Masquer',
    unread: (count) => `${count} ${count === 1 ? 'message non lu' : 'messages non lus'}`,
  },
  status: {
    starting: 'Votre discussion va commencer.',
    offline: 'Personne n’est disponible.',
    waiting: ({ position }) => `Vous êtes en attente.${position ? ` À l’arrivée : numéro ${position}.` : ''}`,
    conversation: ({ agent }) => `Vous discutez${agent ? ` avec ${agent}` : ''}.`,
    finished: 'La discussion est terminée.',
  },
}
