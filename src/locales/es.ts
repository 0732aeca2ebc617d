import type { EngagementLocale } from '../react/locale.js'

/** The labels in Spanish. */
export const es: EngagementLocale = {
  tag: 'es',
  button: {
    available: 'Chatea con nosotros',
    conversation: 'Continuar el chat',
    dismiss: 'Ocultar',
    unread: (count) => `${count} ${count === 1 ? 'mensaje' : 'mensajes'} sin leer`,
  },
  status: {
    starting: 'Tu chat va a comenzar.',
    offline: 'No hay nadie disponible ahora.',
    waiting: ({ position }) => `Estás en la cola.${position ? ` Al entrar, en el puesto ${position}.` : ''}`,
    conversation: ({ agent }) => `Estás chateando${agent ? ` con ${agent}` : ''}.`,
    finished: 'El chat ha terminado.',
  },
}
