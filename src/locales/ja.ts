import type { EngagementLocale } from '../hooks/useLocale.js'

export const ja: EngagementLocale = {
  tag: 'ja',
  button: { available: 'チャットで相談', conversation: 'チャットを再開', dismiss: '閉じる' },
  status: {
    starting: 'まもなく開始します。',
    offline: '対応時間外です。',
    waiting: ({ position }) => `待機中です。${position ? `（${position}番）` : ''}`,
    conversation: ({ agent }) => `${agent ? `${agent}と` : ''}チャット中です。`,
    finished: '終了しました。',
  },
}
