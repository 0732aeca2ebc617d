import type { EngagementLocale } from '../hooks/useLocale.js'

export const ar: EngagementLocale = {
  tag: 'ar',
  dir: 'rtl',
  button: { available: 'دردش معنا', conversation: 'متابعة الدردشة' },
  status: {
    starting: 'ستبدأ قريبًا.',
    offline: 'لا أحد متاح.',
    waiting: ({ position }) => `أنت في الانتظار.${position ? ` كان ترتيبك ${position}.` : ''}`,
    conversation: ({ agent }) => `أنت في دردشة${agent ? ` مع ${agent}` : ''}.`,
    finished: ({ rating }) => `انتهت الدردشة.${rating ? ` ${rating}/5` : ''}`,
  },
}
