/// The keys worked out of a customer's columns whenever these are written: those by which a person is known again, the text that a search
/// looks through, and those by which texts are sorted.
public struct CustomerKeys: Hashable, Sendable {
    /// ``PhoneNumber/e164(of:country:)``; nil for what many type who have nothing to do with each other, ``StandIn``.
    public let e164: String?
    /// ``EmailKey/of(_:)``; nil for a stand-in.
    public let email: String?
    /// ``SearchText/of(_:number:others:)``
    public let searchText: String
    /// ``SearchText/sortKey(_:)``
    public let name: String
    public let company: String
    /// The e-mail address as it is sorted; unlike ``email`` it is there for any text.
    public let address: String
    public let remark: String

    /// The columns that are sorted by ``SearchText/sortKey(_:)``.
    public static let sorted: Set<CustomerField> = [.customerName, .companyName, .email, .remark]

    /// - Parameter country: that of the user who has the spreadsheet.
    public init(_ customer: Customer, in country: Country?) {
        let number = PhoneNumber.key(of: customer.phoneNumber, country: country)
        e164 = number.flatMap { StandIn.isStandIn(e164: $0.e164) ? nil : $0.e164 }
        email = EmailKey.of(customer.email).flatMap { StandIn.isStandIn(email: $0) ? nil : $0 }
        let folded = FoldedColumns(customer)
        searchText = SearchText.of(customer, folded, number: number) { PhoneNumber.key(of: $0, country: country) }
        name = SearchText.sortKey(folded: folded[.customerName])
        company = SearchText.sortKey(folded: folded[.companyName])
        address = SearchText.sortKey(folded: folded[.email])
        remark = SearchText.sortKey(folded: folded[.remark])
    }
}
