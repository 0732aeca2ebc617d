/** Stands for a browser in which each observed element is in view. */
export class AllInView {
  constructor(private readonly notify: (entries: object[]) => void) {}
  observe(target: Element): void {
    const rect = { width: 100, height: 50 }
    queueMicrotask(() => this.notify([{ target, intersectionRect: rect, boundingClientRect: rect, rootBounds: null }]))
  }
  unobserve(): void {}
}
