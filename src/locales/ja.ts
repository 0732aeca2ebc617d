import type { EngagementLocale } from '../hooks/useLocale.js'

export const ja: EngagementLocale = {
  tag: 'ja',
  button: { available: 'チャットで相談', conversation: 'チャットを再開' },
  status: {
    starting: 'まもなく開始します。',
    offline: '対応時間外です。',
    waiting: ({ position }) => `お待ちください。${position ? `（${position}番）` : ''}`,
    conversation: ({ agent }) => `${agent ? `${agent}と` : ''}チャット中です。`,
    finished: ({ rating }) => `チャットは終了しました。${rating ? `${rating}/5` : ''}`,
  },
}
