import type { Optional } from '../model/optional.js'
import type { Address } from './superOfficeAddress.js'
import type { Carrier, Unlisted } from './superOfficePerson.js'

/** A company: the customer. */
export type Contact = Carrier &
  Optional<{
    /** The company's id. */
    ContactId: number
    /** The company's name. */
    Name: string | null
    /** The organization number, such as the VAT number. */
    OrgNr: string | null
    /** The company's department. */
    Department: string | null
    /** The address of the company's website. */
    URL: string | null
    /** The city of the zip code. */
    City: string | null
    /** The phone number. */
    DirectPhone: string | null
    /** The id of the associate who is responsible for the company. */
    AssociateId: number
    /** The id of the country. */
    CountryId: number
    /** The email address. */
    EmailAddress: string | null
    /** The name in kana, in Japanese versions only. */
    Kananame: string | null
    /** The displayed text of the email address. */
    EmailAddressName: string | null
    /** The displayed text of the website's address. */
    URLName: string | null
    /** The full name of the associate who is responsible for the company. */
    AssociateFullName: string | null
    /** The business, from a list of the tenant. */
    BusinessName: string | null
    /** The category, from a list of the tenant. */
    CategoryName: string | null
    /** The country's name in the language of the installation. */
    CountryName: string | null
    /** The addresses in parts. */
    Address: Address | null
    /** The address as one text with line breaks. */
    FormattedAddress: string | null
    /** The company's name, with its department. */
    FullName: string | null
    /** True for a company of the tenant itself. Its persons are internal users. */
    IsOwnerContact: boolean
    /** The number of active links to ERP systems. */
    ActiveErpLinks: number
    /** A number or text that the tenant assigns to the company. */
    Number1: string | null
    /** A second number or text that the tenant assigns to the company. */
    Number2: string | null
  }>

/** A project of the tenant, which a chat session can belong to. */
export type Project = Carrier &
  Optional<{
    /** The project's id. */
    ProjectId: number
    /** The project's name. */
    Name: string | null
    /** The project's description. */
    Description: string | null
    /** The address of the project's website. */
    URL: string | null
    /** The name of the project's type. */
    Type: string | null
    /** The id of the associate who is responsible for the project. */
    AssociateId: number
    /** The full name of the associate who is responsible for the project. */
    AssociateFullName: string | null
    /** The id of the project's type. */
    TypeId: number
    /** The date of the latest change. */
    Updated: string | null
    /** The id of the project's status. */
    StatusId: number
    /** The name of the project's status. */
    Status: string | null
    /** The id of the description. */
    TextId: number
    /** The last day of the publication. */
    PublishTo: string | null
    /** The first day of the publication. */
    PublishFrom: string | null
    /** True if the project is published. */
    IsPublished: boolean
    /** The displayed text of the website's address. */
    URLName: string | null
    /** The project's number, which the service generates. */
    ProjectNumber: string | null
    /** The number of active links to ERP systems. */
    ActiveErpLinks: number
    /** The id of the project's event in the service Lyyti. */
    EventId: number
    /** The first day of the project's event in the service Lyyti. */
    StartDate: string | null
  }>

/** A sale of the tenant, which a chat session can belong to. */
export type Sale = Carrier &
  Optional<{
    /** The sale's id. */
    SaleId: number
    /** The heading of the sale. */
    Title: string | null
    /** The name of the company that buys. */
    ContactName: string | null
    /** The date of the sale: expected while it is open, and final when it is sold or lost. */
    SaleDate: string | null
    /** The probability of the sale, in per cent. */
    Probability: number
    /** The total amount, in `Currency`. */
    Amount: number
    /** The currency of the amounts. */
    Currency: string | null
    /** The name of the sale's project. */
    ProjectName: string | null
    /** The full name of the associate who is responsible for the sale. */
    AssociateFullName: string | null
    /** The sale's description. */
    Description: string | null
    /** The status of the sale: open, sold, lost or stalled. */
    Status: 'Unknown' | 'Open' | 'Sold' | 'Lost' | 'Stalled' | Unlisted
    /** The amount times the probability, in `Currency`. */
    WeightedAmount: number
    /** The id of the sale's project. */
    ProjectId: number
    /** The earning in per cent of the amount. */
    EarningPercent: number
    /** The earning, in `Currency`. */
    Earning: number
    /** The id of the company that buys. */
    ContactId: number
    /** The id of the associate who is responsible for the sale. */
    AssociateId: number
    /** The id of the person who buys. */
    PersonId: number
    /** The id of the sale's type. */
    SaleTypeId: number
    /** The name of the sale's type. */
    SaleTypeName: string | null
    /** The full name of the person who buys. */
    PersonFullName: string | null
    /** Whether the sale is completed. The service treats `NotStarted` as `Started`. */
    Completed: 'Unknown' | 'NotStarted' | 'Started' | 'Completed' | Unlisted
    /** The number of active links to ERP systems. */
    ActiveErpLinks: number
    /** The date of the next activity, or of the latest one if none follows. */
    NextDueDate: string | null
    /** A number or text that the tenant assigns to the sale. */
    Number: string | null
  }>
