import Foundation

/// One row of a spreadsheet: the seven columns, and what is needed of the lead it came from.
public struct Customer: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    public let id: ID
    public var spreadsheetID: Spreadsheet.ID
    public var customerName: String
    public var companyName: String
    public var phoneNumber: String
    public var email: String
    public var remark: String
    public var status: Status.ID
    public var nextCall: NextCall?
    /// Nil for a customer that a person added.
    public var lead: LeadMark?
    public var createdAt: Date
    /// When a person first dealt with the customer (changed its status): the age of the lead stops there.
    public var firstTouchedAt: Date?
    /// The attempts to reach the customer.
    public var contact: ContactState
    /// Which of several users has taken it; nil: nobody.
    public var claim: LeadClaim?
    /// Counts up with every change, so that a writer can tell that somebody else wrote meanwhile.
    public var version: Int
    /// Which of the person's enquiries this is: counted when the row is read, never stored. Nil for the only row of its person.
    public var enquiry: Enquiry?
    /// The answers of its leads to the questions that a list asks for (``SheetQuery/questions``), by ``QuestionKey``: read with the row, never
    /// stored in it.
    public var answers: [String: String] = [:]

    public init(
        id: ID, spreadsheetID: Spreadsheet.ID, customerName: String, companyName: String = "", phoneNumber: String = "",
        email: String = "", remark: String = "", status: Status.ID = Status.beginning, nextCall: NextCall? = nil, lead: LeadMark? = nil,
        createdAt: Date, firstTouchedAt: Date? = nil, contact: ContactState = ContactState(), claim: LeadClaim? = nil,
        version: Int = 1, enquiry: Enquiry? = nil
    ) {
        self.id = id
        self.spreadsheetID = spreadsheetID
        self.customerName = customerName
        self.companyName = companyName
        self.phoneNumber = phoneNumber
        self.email = email
        self.remark = remark
        self.status = status
        self.nextCall = nextCall
        self.lead = lead
        self.createdAt = createdAt
        self.firstTouchedAt = firstTouchedAt
        self.contact = contact
        self.claim = claim
        self.version = version
        self.enquiry = enquiry
    }

    /// The wish not to be called, told of this row or of another of the person's; nil: the customer may be called and written to.
    public var doNotCall: DoNotCall? { contact.doNotCall ?? enquiry?.wish }

    /// The telephone number as it stands there; nil where there is none to call, and where it is known to be somebody else's.
    public var numberToCall: String? {
        Placeholder.isBlank(phoneNumber, in: .phoneNumber) || contact.wrongNumber == phoneNumber ? nil : phoneNumber
    }

    /// The text of a column, in the form of storage, CSV and JSON.
    public subscript(field field: CustomerField) -> String { field.column.text(self) }

    /// Sets a column from the text of ``subscript(field:)``. A `next_call_date` that is not one clears it: callers check first.
    public mutating func set(_ field: CustomerField, _ text: String) { field.column.set(&self, text) }
}

/// The part of a lead that every list shows.
public struct LeadMark: Hashable, Sendable {
    public var leadgenID: String
    public var formName: String?
    public var isTest: Bool
    /// Meta's `created_time`: the age of the lead counts from here.
    public var createdTime: Date

    public init(leadgenID: String, formName: String?, isTest: Bool, createdTime: Date) {
        self.leadgenID = leadgenID
        self.formName = formName
        self.isTest = isTest
        self.createdTime = createdTime
    }
}

/// The seven columns, under the names they have in storage, CSV and JSON. All else is said of them by ``CustomerColumn``.
public enum CustomerField: String, Sendable, CaseIterable, Codable {
    case customerName = "customer_name"
    case companyName = "company_name"
    case phoneNumber = "phone_number"
    case email
    case remark
    case status
    case nextCallDate = "next_call_date"
}
