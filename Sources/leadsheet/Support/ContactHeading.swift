import CRM
import MetaLeads

/// Reads the headings of people's own tables with the names that forms of many languages ask under.
enum ContactHeading {
    static func meaning(of heading: String) -> HeadingMeaning? {
        switch LeadMapper.role(ofHeading: heading) {
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
        case nil: nil
        }
    }
}
