import type { Optional } from '../model/optional.js'
import type { Carrier } from './superOfficePerson.js'

/** The addresses of a company, as a structure and as formatted text. */
export type Address = Carrier &
  Optional<{
    /** The latitude in decimal degrees (WGS 84). */
    Wgs84Latitude: number
    /** The longitude in decimal degrees (WGS 84). */
    Wgs84Longitude: number
    /** The lines of the address with their fields, in the order of the country. */
    LocalizedAddress: LocalizedField[][] | null
    /** The street address. A change of `LocalizedAddress` overrides it. */
    Street: StructuredAddress | null
    /** The postal address. A change of `LocalizedAddress` overrides it. */
    Postal: StructuredAddress | null
    /** Street and postal address as one text of several lines. It is read-only. */
    Formatted: string | null
  }>

/** A field of an address, with the label that its country uses. */
export type LocalizedField = Carrier &
  Optional<{
    /** The field's name. */
    Name: string | null
    /** The field's value. */
    Value: string | null
    /** The text of the field's tooltip. */
    Tooltip: string | null
    /** The field's label. */
    Label: string | null
    /** The longest value, in characters. */
    ValueLength: number
    /** The type of the address that the field belongs to. */
    AddressType: string | null
  }>

/** An address in parts. */
export type StructuredAddress = Optional<{
  /** The type of the address and of its owner, as a bit mask. */
  AtypeIdx: string | null
  /** The first line. */
  Address1: string | null
  /** The second line. */
  Address2: string | null
  /** The third line. */
  Address3: string | null
  /** The city of the zip code. */
  City: string | null
  /** The county, which is no country. */
  County: string | null
  /** The state. */
  State: string | null
  /** The zip code, which may contain letters. */
  Zipcode: string | null
  /** The address as one text of several lines. It is read-only. */
  Formatted: string | null
}>
