import type { Optional } from '../model/optional.js'
import type { Carrier, Unlisted } from './superOfficePerson.js'

/** A request of a customer. Older versions of the service name the customer `Cust…name`, newer versions `Person…name`. */
export type Ticket = Carrier &
  Optional<{
    TicketId: number
    Title: string | null
    CreatedAt: string | null
    LastChanged: string | null
    ReadByOwner: string | null
    ReadByCustomer: string | null
    FirstReadByUser: string | null
    Activate: string | null
    ClosedAt: string | null
    RepliedAt: string | null
    AlertTimeout: string | null
    Deadline: string | null
    CreatedBy: number
    CreatedByName: string | null
    Author: string | null
    OwnedBy: number
    OwnedByName: string | null
    Category: number
    CategoryName: string | null
    CategoryFullname: string | null
    Slevel: 'Unknown' | 'Internal' | 'External' | Unlisted
    Priority: number
    PriorityName: string | null
    BaseStatus: 'Unknown' | 'Active' | 'Closed' | 'Postponed' | 'Deleted' | 'Merged' | 'Spam' | Unlisted
    TicketStatus: number
    TicketStatusDisplayValue: string | null
    Origin: string | null
    CustId: number
    CustFirstname: string | null
    CustMiddleName: string | null
    CustLastname: string | null
    CustFullname: string | null
    PersonFirstname: string | null
    PersonMiddleName: string | null
    PersonLastname: string | null
    PersonFullname: string | null
    AlertLevel: number
    ConnectId: number
    ReadStatus: 'Unknown' | 'Green' | 'Yellow' | 'Red' | Unlisted
    TimeToReply: number
    RealTimeToReply: number
    TimeToClose: number
    RealTimeToClose: number
    TimeSpentInternally: number
    TimeSpentExternally: number
    TimeSpentQueue: number
    RealTimeSpentInternally: number
    RealTimeSpentExternally: number
    RealTimeSpentQueue: number
    TimeSpent: number
    HasAttachment: boolean
    NumReplies: number
    NumMessages: number
    FromAddress: string | null
    ContactId: number
    ContactName: string | null
    OwnedByAssociateId: number
    Language: string | null
    Sentiment: number
    SentimentConfidence: number
    SaleId: number
    ProjectId: number
    SaleHeading: string | null
    ProjectName: string | null
    FormSubmissionId: number
    TicketTypeId: number
    TicketTypeName: string | null
  }>
