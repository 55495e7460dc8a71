import CRM
import Foundation

/// Customers of a large spreadsheet, the same in every run, made as they are asked for.
struct CustomerMaker {
    /// In the name of one customer in thirty-seven: what the search benchmark types.
    static let searched = "kowalczyk"

    private static let given = [
        "María", "John", "Priya", "Zoë", "Kofi", "Lena", "Omar", "Grace", "Jürgen", "Inês", "Chloé", "Aoife", "Björn", "Łukasz", "Ελένη",
        "Иван", "花子", "민준", "ليلى",
    ]
    private static let family = [
        "Rossi", "Doe", "Khan", "Larsson", "Mensah", "Novák", "Haddad", "Okafor", "Müller", "Silva", "Lefèvre", "Byrne", "Åkesson",
        "Kowalczyk",
        "Παπαδάκη", "Шевченко", "田中", "김", "خوري", "Gonçalves", "Bianchi", "Muñoz", "Weiß", "Dupré", "Fraser", "O'Shea", "Öberg", "Dvořák",
        "Petrov", "Nguyen", "Begaye", "Souza", "Öztürk", "Sharma", "Park", "Chen", "Ito",
    ]
    private static let companies = [
        "Acme Corp", "Globex", "Hooli", "Wonka", "Initech GmbH", "Padaria Estrela", "Umbrella", "田中商店", "Vandelay", "", "",
    ]
    private static let remarks = [
        "", "Call after 17:00", "Wants three quotes", "Prefers WhatsApp", "Decides with her sister", "Send the floor plan first", "",
    ]

    private let statuses = StatusCatalogue.standard.statuses.map(\.id)
    private let now: Date
    private let today: CalendarDay

    init(now: Date) {
        self.now = now
        today = CalendarDay(now, in: .gmt)
    }

    func customer(_ number: Int) -> Customer {
        // Spread, so that neighbours differ in every column and no order is the order of another.
        let spread = (number &* 2_654_435_761) & 0x7FFF_FFFF
        let name = "\(Self.given[spread % Self.given.count]) \(Self.family[(spread >> 3) % Self.family.count])"
        let digits = String(100_000_000 + spread % 900_000_000)
        return Customer(
            id: 0, spreadsheetID: 0, customerName: name, companyName: Self.companies[(spread >> 7) % Self.companies.count],
            phoneNumber: "+351 \(digits.prefix(3)) \(digits.dropFirst(3).prefix(3)) \(digits.suffix(3))", email: "c\(number)@example.com",
            remark: Self.remarks[(spread >> 11) % Self.remarks.count], status: statuses[(spread >> 5) % statuses.count],
            nextCall: spread % 3 == 0 ? NextCall(today.adding(days: spread % 90 - 30)) : nil,
            createdAt: now.addingTimeInterval(-86_400 - Double(number) * 31))
    }
}
