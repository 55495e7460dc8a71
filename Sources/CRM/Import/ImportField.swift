/// The fields that a column of a file can fill, by the names of an export where it has one.
public enum ImportField: String, Sendable, Hashable, CaseIterable {
    case customerName = "customer_name"
    case firstName = "first_name"
    case middleName = "middle_name"
    case lastName = "last_name"
    case companyName = "company_name"
    case phoneNumber = "phone_number"
    case email
    case remark
    case status
    case nextCallDate = "next_call_date"
    case nextCallTime = "next_call_time"
    case leadgenID = "leadgen_id"
    case pageID = "page_id"
    case formID = "form_id"
    case formName = "form_name"
    case adID = "ad_id"
    case adName = "ad_name"
    case campaignID = "campaign_id"
    case campaignName = "campaign_name"
    case platform
    case isOrganic = "is_organic"
    case isTest = "is_test"
    case createdAt = "created_at"
    /// All answers of a lead as the JSON of an export.
    case answers
    /// All consents of a lead's person, likewise.
    case consent
    /// The answer of a lead to one question, which is the heading.
    case answer

    /// The field in words, as a person reads it beside a column.
    public var title: String {
        switch self {
        case .customerName: "name"
        case .firstName: "first name"
        case .middleName: "middle name"
        case .lastName: "last name"
        case .companyName: "company"
        case .phoneNumber: "phone"
        case .email: "e-mail"
        case .remark: "remark"
        case .status: "status"
        case .nextCallDate: "next call"
        case .nextCallTime: "time of next call"
        case .leadgenID: "lead's id"
        case .pageID: "page's id"
        case .formID: "form's id"
        case .formName: "form"
        case .adID: "ad's id"
        case .adName: "ad"
        case .campaignID: "campaign's id"
        case .campaignName: "campaign"
        case .platform: "platform"
        case .isOrganic: "organic or not"
        case .isTest: "test or not"
        case .createdAt: "day it came"
        case .answers: "all answers"
        case .consent: "consent"
        case .answer: "answer"
        }
    }

    public var isName: Bool { [.customerName, .firstName, .middleName, .lastName].contains(self) }
    /// The field belongs to any customer, whether it came as a lead or not.
    var isCustomers: Bool { self == .nextCallTime || CustomerField(rawValue: rawValue) != nil }
    /// Several columns fill it, each where those before it are empty.
    public var takesSeveral: Bool { [.phoneNumber, .email, .remark, .answer, .companyName].contains(self) }
}

/// The meaning that a heading gives its column.
public enum HeadingMeaning: Sendable, Hashable, CaseIterable {
    case wholeName
    /// The whole name, or the half that no other heading names: `Name` beside `Vorname` is the family name.
    case name
    case firstName, middleName, lastName
    case company
    case mobilePhone, phone, workPhone, otherPhone
    case email, otherEmail
    case remark, status, nextCallDate, nextCallTime
    /// None of what is kept of a customer.
    case nothing

    /// The field that it fills, and the rank among several headings that fill it; nil for no field.
    var field: (field: ImportField, rank: Int)? {
        switch self {
        case .wholeName, .name: (.customerName, 0)
        case .firstName: (.firstName, 0)
        case .middleName: (.middleName, 0)
        case .lastName: (.lastName, 0)
        case .company: (.companyName, 0)
        case .mobilePhone: (.phoneNumber, 0)
        case .phone: (.phoneNumber, 1)
        case .workPhone: (.phoneNumber, 2)
        case .otherPhone: (.phoneNumber, 3)
        case .email: (.email, 0)
        case .otherEmail: (.email, 1)
        case .remark: (.remark, 0)
        case .status: (.status, 0)
        case .nextCallDate: (.nextCallDate, 0)
        case .nextCallTime: (.nextCallTime, 0)
        case .nothing: nil
        }
    }
}

/// The result of reading a heading.
public struct HeadingReading: Sendable, Hashable {
    public var meaning: HeadingMeaning
    /// It is no heading that is known, and was recognised by words within it: one that is known counts before it.
    public var isGuess: Bool

    public init(_ meaning: HeadingMeaning, isGuess: Bool = false) {
        self.meaning = meaning
        self.isGuess = isGuess
    }
}
