import Base
import Foundation

/// A part of what is ordered: from a value on, up to another that is no part of it; nil: without an end there.
public struct Span<Value: Hashable & Comparable & Sendable>: Hashable, Sendable {
    public var from: Value?
    public var until: Value?

    public init(from: Value? = nil, until: Value? = nil) {
        self.from = from
        self.until = until
    }

    public func contains(_ value: Value) -> Bool {
        (from.map { value >= $0 } ?? true) && (until.map { value < $0 } ?? true)
    }
}

/// One thing that a query asks of a customer. Texts are folded (``SearchText/fold(_:)``).
public enum FilterCondition: Hashable, Sendable {
    /// It stands in some column, note or answer.
    case words(SearchTerm)
    case statuses(Set<Status.ID>)
    /// A next call of an unended work within these bounds, which are written as ``NextCall/description`` is.
    case nextCall(Span<String>)
    /// The work has not ended, and no next call is there.
    case noNextCall
    /// When the lead was made, or the customer added.
    case arrived(Span<Date>)
    /// When somebody called or wrote last.
    case lastContact(Span<Date>)
    case neverContacted
    /// Seconds of working hours that a lead waited for the first dealing with it, as they were measured then.
    case waited(Span<Int>)
    /// A lead that nobody has dealt with yet.
    case waits
    /// When the status was changed last.
    case statusChanged(Span<Date>)
    /// When a call was made, by the user or by anybody.
    case called(CallTime, by: User.ID?)
    /// The number of calls.
    case attempts(Span<Int>)
    /// The name of the spreadsheet begins so.
    case spreadsheet(String)
    /// The name of the Meta page begins so.
    case page(String)
    /// Somebody whose name begins so has done something with the customer.
    case author(String)
    /// A line of the text beside the columns has this mark, and begins so.
    case marked(SearchMark, String)
    case trait(CustomerTrait)

    /// Nil: the customer's columns do not tell. `text` is what is searched of them.
    func admits(_ customer: Customer, _ text: String) -> Bool? {
        switch self {
        case .words(let term): return term.forms.contains { text.contains(bytesOf: $0) }
        case .statuses(let statuses): return statuses.contains(customer.status)
        // Which statuses end the work is not known here.
        case .nextCall(let span): return customer.nextCall.map { span.contains($0.description) } ?? false
        case .noNextCall: return customer.nextCall == nil
        case .arrived(let span): return span.contains(customer.lead?.createdTime ?? customer.createdAt)
        case .lastContact(let span): return customer.contact.lastContactAt.map(span.contains) ?? false
        case .neverContacted: return customer.contact.lastContactAt == nil
        // How long it was depends on the working hours of then.
        case .waited: return customer.lead == nil || customer.firstTouchedAt == nil ? false : nil
        case .waits: return customer.lead != nil && customer.firstTouchedAt == nil
        case .attempts(let span): return span.contains(customer.contact.attempts)
        case .marked(.form, let start):
            return customer.lead?.formName.map { SearchText.fold($0).hasPrefix(start) } == true ? true : nil
        case .marked, .called, .statusChanged, .spreadsheet, .page, .author: return nil
        case .trait(let trait): return trait.isOf(customer)
        }
    }
}

/// When calls were made: within one of these periods, and in an hour of the day of their clocks, 0 to 23, where one is asked for.
public struct CallTime: Hashable, Sendable {
    public var periods: [ClockPeriod]
    public var hour: Int?

    public init(_ periods: [ClockPeriod], hour: Int? = nil) {
        self.periods = periods
        self.hour = hour
    }
}

/// A fact about a customer that is so or is not: `has:phone`, `is:test`.
public enum CustomerTrait: String, Hashable, Sendable, CaseIterable {
    // Behind `has:`.
    case phone, email, company, remark
    /// A next call.
    case next
    /// A lead of Meta's, with a campaign's name, with a form's name.
    case lead, campaign, form
    // Behind `is:`.
    /// A test lead of Meta's.
    case test
    /// The person has asked before.
    case again
    /// "Do not call" was said.
    case dnc
    /// The phone number was somebody else's.
    case wrong
    /// The work has ended.
    case ended
    /// A call has reached the person.
    case reached

    public static let had: [CustomerTrait] = [.phone, .email, .company, .remark, .next, .lead, .campaign, .form]

    var isHad: Bool { Self.had.contains(self) }

    /// Nil: the customer's columns do not tell.
    func isOf(_ customer: Customer) -> Bool? {
        func isThere(_ field: CustomerField) -> Bool { !["", field.column.placeholder ?? ""].contains(customer[field: field]) }
        switch self {
        case .phone: return isThere(.phoneNumber)
        case .email: return isThere(.email)
        case .company: return isThere(.companyName)
        case .remark: return isThere(.remark)
        case .next: return customer.nextCall != nil
        case .lead: return customer.lead != nil
        case .test: return customer.lead?.isTest == true
        case .again: return customer.enquiry.map { $0.number > 1 || $0.held > 1 } ?? false
        case .dnc: return customer.contact.doNotCall != nil
        case .wrong: return customer.contact.wrongNumber == customer.phoneNumber
        case .campaign, .form, .ended, .reached: return nil
        }
    }
}
