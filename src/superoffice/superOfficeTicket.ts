import type { Optional } from '../model/optional.js'
import type { Carrier, Unlisted } from './superOfficePerson.js'

/** A request of a customer. Older versions of the service name the customer `Cust…name`, newer versions `Person…name`. */
export type Ticket = Carrier &
  Optional<{
    /** The ticket's id. */
    TicketId: number
    /** The ticket's title. */
    Title: string | null
    /** The date of the creation. */
    CreatedAt: string | null
    /** The date of the latest change. */
    LastChanged: string | null
    /** The date on which the owner last read the ticket. */
    ReadByOwner: string | null
    /** The date on which the customer read the ticket. */
    ReadByCustomer: string | null
    /** The date on which a user first read the ticket. */
    FirstReadByUser: string | null
    /** The date on which a postponed ticket becomes active. */
    Activate: string | null
    /** The date on which the ticket was closed. */
    ClosedAt: string | null
    /** The date of the first reply to the customer. */
    RepliedAt: string | null
    /** The date on which the ticket reaches the next alert level. */
    AlertTimeout: string | null
    /** The ticket's deadline. */
    Deadline: string | null
    /** The id of the user who created the ticket; 1 if the ticket came from outside. */
    CreatedBy: number
    /** The login name of the user who created the ticket. */
    CreatedByName: string | null
    /** The author of the first message. */
    Author: string | null
    /** The id of the user who owns the ticket; 1 if nobody owns it. */
    OwnedBy: number
    /** The login name of the user who owns the ticket. */
    OwnedByName: string | null
    /** The id of the category. */
    Category: number
    /** The name of the category: `support`. */
    CategoryName: string | null
    /** The name of the category with its parents: `norway/product A/support`. */
    CategoryFullname: string | null
    /** The security level: internal or external. */
    Slevel: 'Unknown' | 'Internal' | 'External' | Unlisted
    /** The id of the priority. */
    Priority: number
    /** The name of the priority. */
    PriorityName: string | null
    /** The status, from the service's own list. */
    BaseStatus: 'Unknown' | 'Active' | 'Closed' | 'Postponed' | 'Deleted' | 'Merged' | 'Spam' | Unlisted
    /** The id of the status, from a list of the tenant. */
    TicketStatus: number
    /** The name of the status, from a list of the tenant. */
    TicketStatusDisplayValue: string | null
    /** The channel by which the ticket came in, such as `Chat`. */
    Origin: string | null
    /** The id of the customer as a person; -1 for none. */
    CustId: number
    /** The customer's first name, in older versions. */
    CustFirstname: string | null
    /** The customer's middle name, in older versions. */
    CustMiddleName: string | null
    /** The customer's last name, in older versions. */
    CustLastname: string | null
    /** The customer's full name, in older versions. */
    CustFullname: string | null
    /** The customer's first name, in newer versions. */
    PersonFirstname: string | null
    /** The customer's middle name, in newer versions. */
    PersonMiddleName: string | null
    /** The customer's last name, in newer versions. */
    PersonLastname: string | null
    /** The customer's full name, in newer versions. */
    PersonFullname: string | null
    /** The level of escalation. */
    AlertLevel: number
    /** The id of the master ticket that this ticket is connected to. */
    ConnectId: number
    /** Whether the owner has read the ticket: red, yellow or green. */
    ReadStatus: 'Unknown' | 'Green' | 'Yellow' | 'Red' | Unlisted
    /** The time until the first reply, in minutes within the priority's hours. */
    TimeToReply: number
    /** The time until the first reply, in minutes around the clock. */
    RealTimeToReply: number
    /** The time until the ticket was closed, in minutes within the priority's hours. */
    TimeToClose: number
    /** The time until the ticket was closed, in minutes around the clock. */
    RealTimeToClose: number
    /** The time in an open status before the current one, in seconds within the priority's hours. */
    TimeSpentInternally: number
    /** The time in an external waiting status before the current one, in seconds within the priority's hours. */
    TimeSpentExternally: number
    /** The time in a queue before the current status, in seconds within the priority's hours. */
    TimeSpentQueue: number
    /** The time in an open status before the current one, in seconds around the clock. */
    RealTimeSpentInternally: number
    /** The time in an external waiting status before the current one, in seconds around the clock. */
    RealTimeSpentExternally: number
    /** The time in a queue before the current status, in seconds around the clock. */
    RealTimeSpentQueue: number
    /** The time that the messages took, in minutes. It is read-only. */
    TimeSpent: number
    /** True if a message has an attachment. */
    HasAttachment: boolean
    /** The number of replies to the customer. */
    NumReplies: number
    /** The number of all messages. */
    NumMessages: number
    /** The sender's address when the ticket was created, such as an email address. */
    FromAddress: string | null
    /** The id of the customer's company. */
    ContactId: number
    /** The name of the customer's company. */
    ContactName: string | null
    /** The id of the associate who owns the ticket. */
    OwnedByAssociateId: number
    /** The language of the customer's first message. */
    Language: string | null
    /** The mood of the customer's latest message, as a number. */
    Sentiment: number
    /** The certainty of `Sentiment`, as a number. */
    SentimentConfidence: number
    /** The id of the ticket's sale. */
    SaleId: number
    /** The id of the ticket's project. */
    ProjectId: number
    /** The heading of the ticket's sale. */
    SaleHeading: string | null
    /** The name of the ticket's project. */
    ProjectName: string | null
    /** The id of the form submission that created the ticket. */
    FormSubmissionId: number
    /** The id of the ticket's type. */
    TicketTypeId: number
    /** The name of the ticket's type. */
    TicketTypeName: string | null
  }>
