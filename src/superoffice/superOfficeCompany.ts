import type { Optional } from '../model/optional.js'
import type { Carrier, Unlisted } from './superOfficePerson.js'

/** A company: the customer. */
export type Contact = Carrier &
  Optional<{
    ContactId: number
    Name: string | null
    OrgNr: string | null
    Department: string | null
    URL: string | null
    City: string | null
    DirectPhone: string | null
    AssociateId: number
    CountryId: number
    EmailAddress: string | null
    Kananame: string | null
    EmailAddressName: string | null
    URLName: string | null
    AssociateFullName: string | null
    BusinessName: string | null
    CategoryName: string | null
    CountryName: string | null
    Address: Address | null
    FormattedAddress: string | null
    FullName: string | null
    IsOwnerContact: boolean
    ActiveErpLinks: number
    Number1: string | null
    Number2: string | null
  }>

export type Address = Carrier &
  Optional<{
    Wgs84Latitude: number
    Wgs84Longitude: number
    LocalizedAddress: LocalizedField[][] | null
    Street: StructuredAddress | null
    Postal: StructuredAddress | null
    Formatted: string | null
  }>

export type LocalizedField = Carrier &
  Optional<{
    Name: string | null
    Value: string | null
    Tooltip: string | null
    Label: string | null
    ValueLength: number
    AddressType: string | null
  }>

export type StructuredAddress = Optional<{
  AtypeIdx: string | null
  Address1: string | null
  Address2: string | null
  Address3: string | null
  City: string | null
  County: string | null
  State: string | null
  Zipcode: string | null
  Formatted: string | null
}>

export type Project = Carrier &
  Optional<{
    ProjectId: number
    Name: string | null
    Description: string | null
    URL: string | null
    Type: string | null
    AssociateId: number
    AssociateFullName: string | null
    TypeId: number
    Updated: string | null
    StatusId: number
    Status: string | null
    TextId: number
    PublishTo: string | null
    PublishFrom: string | null
    IsPublished: boolean
    URLName: string | null
    ProjectNumber: string | null
    ActiveErpLinks: number
    EventId: number
    StartDate: string | null
  }>

export type Sale = Carrier &
  Optional<{
    SaleId: number
    Title: string | null
    ContactName: string | null
    SaleDate: string | null
    Probability: number
    Amount: number
    Currency: string | null
    ProjectName: string | null
    AssociateFullName: string | null
    Description: string | null
    Status: 'Unknown' | 'Open' | 'Sold' | 'Lost' | 'Stalled' | Unlisted
    WeightedAmount: number
    ProjectId: number
    EarningPercent: number
    Earning: number
    ContactId: number
    AssociateId: number
    PersonId: number
    SaleTypeId: number
    SaleTypeName: string | null
    PersonFullName: string | null
    Completed: 'Unknown' | 'NotStarted' | 'Started' | 'Completed' | Unlisted
    ActiveErpLinks: number
    NextDueDate: string | null
    Number: string | null
  }>
