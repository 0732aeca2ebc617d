import type { EngagementLocale } from '../react/locale.js'

/** The labels in Japanese. */
export const ja: EngagementLocale = {
  tag: 'ja',
  button: { available: 'チャットで相談', conversation: 'チャットを再開', dismiss: '閉じる', unread: (count) => `未読${count}件` },
  status: {
    starting: 'まもなく開始',
    offline: '受付時間外',
    waiting: ({ position }) => `待機中${position ? `（${position}番）` : ''}`,
    conversation: ({ agent }) => `${agent ? `${agent}と` : ''}チャット中`,
    finished: 'チャット終了',
  },
}
