/** A colour in sRGB: red, green and blue, from 0 to 255. */
export type Color = [number, number, number]

/** Returns the contrast ratio of WCAG 2.2. */
export function contrast(...colors: [Color, Color]): number {
  const [darker = 0, lighter = 0] = colors
    .map((color) => {
      const [red, green, blue] = color.map((value) =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
    })
    .sort((one, other) => one - other)
  return (lighter + 0.05) / (darker + 0.05)
}
