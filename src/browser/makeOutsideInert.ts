/** Makes all elements outside of an element inert, so that the focus and a screen reader stay inside. Returns the function that undoes it. */
export function makeOutsideInert(element: Element): () => void {
  const changed: Element[] = []
  for (let inside = element; inside.parentNode; ) {
    const { parentNode } = inside
    for (const sibling of parentNode.children) {
      // An element that was inert before stays inert.
      if (sibling === inside || sibling.hasAttribute('inert') || /^(HEAD|SCRIPT|STYLE|LINK)$/.test(sibling.tagName)) continue
      sibling.setAttribute('inert', '')
      changed.push(sibling)
    }
    // A shadow root has no parent, but a host. An element of the host that has a slot is inside the shadow root as well.
    inside = inside.assignedSlot ?? ('host' in parentNode ? (parentNode as ShadowRoot).host : (parentNode as Element))
  }
  return () => {
    for (const sibling of changed) sibling.removeAttribute('inert')
  }
}
