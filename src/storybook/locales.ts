import { ar } from '../locales/ar.js'
import { de } from '../locales/de.js'
import { es } from '../locales/es.js'
import { fr } from '../locales/fr.js'
import { ja } from '../locales/ja.js'

/** The locales of the toolbar. */
export const locales = [ar, de, es, fr, ja]
