import type { RunningPage } from '../runningPage.js'

export const engineNames = ['chromium', 'firefox', 'webkit'] as const

export type EngineName = (typeof engineNames)[number]

export type BrowserOptions = {
  /** The folder of a profile that outlives the browser. Without it, each browser has a new profile. WebKit's driver takes no profile. */
  profile?: string
  /** The storage that the browser denies to pages. Only WebKit has a setting for IndexedDB. */
  blocked?: 'localStorage' | 'indexedDB' | 'cookies'
  /** True if the Tab key skips links. Chromium has no such setting. */
  skipsLinks?: boolean
  /** True if the visitor prefers dark colours and reduced motion, and forces colours. WebKitGTK cannot force colours. */
  hasPreferences?: boolean
  /** True for a private window. */
  isPrivate?: boolean
}

/** A browser of one of the engines. Its tabs share a storage. */
export type EngineBrowser = {
  /** The name and the version, as "firefox/153.0". */
  version: string
  /** Opens a tab in the foreground, and goes to the address. */
  open: (address: string) => Promise<Tab>
  close: () => Promise<void>
  /** Ends all processes of the browser at once, as `kill -9` does. */
  kill: () => Promise<void>
}

/**
 * A tab that a test drives. A task must not wait for another tab. The driver of WebKit runs one command at a time for all tabs.
 */
export type Tab = RunningPage & {
  /** Resolves when the page has loaded. */
  goto: (address: string) => Promise<void>
  /** Goes back in the history. The page before may come later. */
  back: () => Promise<void>
  /** Opens an address by `window.open`, and returns the tab of the opened page. */
  openPopup: (address: string) => Promise<Tab>
  /** Clicks the middle of the first element that matches the selector, with the pointer. Scrolls it into view before. */
  click: (selector: string) => Promise<void>
  /** Presses a key, with the focus where it is. A modifier is held meanwhile. */
  press: (key: Key, modifier?: 'Alt' | 'Shift') => Promise<void>
  /** Types a text, with the focus where it is. */
  type: (text: string) => Promise<void>
  /** Changes the size of the viewport, in pixels. MiniBrowser is at least 447 wide, because of its toolbar. */
  resize: (width: number, height: number) => Promise<void>
  /** Brings the tab to the foreground. */
  show: () => Promise<void>
  /** Takes a screenshot of the viewport, as PNG. */
  screenshot: () => Promise<Uint8Array>
  /** Closes the tab as its user would. */
  close: () => Promise<void>
}

export type Key = 'Tab' | 'Enter' | 'Space' | 'Escape' | 'ArrowDown' | 'ArrowUp'
