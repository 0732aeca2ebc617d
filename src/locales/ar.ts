import type { EngagementLocale } from '../react/locale.js'

/** The labels in Arabic. */
export const ar: EngagementLocale = {
  tag: 'ar',
  dir: 'rtl',
  button: { available: 'دردش معنا', conversation: 'متابعة الدردشة', dismiss: 'إخفاء', unread: (count) => `رسائل غير مقروءة: ${count}` },
  status: {
    starting: 'ستبدأ قريبا.',
    offline: 'لا أحد متاح.',
    waiting: ({ position }) => `في الانتظار.${position ? ` كان ترتيبك ${position}.` : ''}`,
    conversation: ({ agent }) => `في دردشة${agent ? ` مع ${agent}` : ''}.`,
    finished: 'انتهت الدردشة.',
  },
}
