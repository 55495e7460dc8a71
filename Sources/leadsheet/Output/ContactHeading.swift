import CRM
import MetaLeads

/// Reads the headings of people's own tables with the names that forms of many languages ask under.
enum ContactHeading {
    static func reading(of heading: String) -> HeadingReading? {
        LeadMapper.role(ofHeading: heading).map { HeadingReading(meaning(of: $0.role), isGuess: $0.isGuess) }
    }

    private static func meaning(of role: LeadRole) -> HeadingMeaning {
        switch role {
        case .fullName: .wholeName
        case .name: .name
        case .firstName: .firstName
        case .lastName: .lastName
        case .company: .company
        case .phone: .phone
        case .workPhone: .workPhone
        case .whatsapp: .mobilePhone
        case .email: .email
        case .workEmail: .otherEmail
        case .somethingElse: .nothing
        }
    }
}
