import Base
import Foundation

/// The values that can be put into a message to one customer.
public struct MessageValues: Sendable {
    private var values: [String: String] = [:]
    private let answers: [Answer]

    /// - Parameters:
    ///   - lead: the customer's newest lead; nil for a customer without one.
    ///   - me: the user's name.
    ///   - myCompany: the name that people know the business by; nil where none is known.
    ///   - dates: says the next call as the screens do.
    public init(_ customer: Customer, lead: Lead?, me: String, myCompany: String?, dates: CallDateContext) {
        answers = lead?.answers ?? []
        if !Placeholder.isBlank(customer.customerName, in: .customerName) {
            set("name", customer.customerName)
            set("first_name", customer.customerName.split(whereSeparator: \.isWhitespace).first.map(String.init))
        }
        if !Placeholder.isBlank(customer.companyName, in: .companyName) { set("company", customer.companyName) }
        set("form", lead?.formName ?? customer.lead?.formName)
        set("next_call", customer.nextCall.map { CallDateText.brief($0, in: dates) })
        set("me", me.prefix(1).uppercased() + me.dropFirst())
        set("my_company", myCompany)
    }

    /// The value of a name as it stands in braces, in one line; nil where nothing is known.
    public subscript(name: String) -> String? {
        guard let colon = name.firstIndex(of: ":"), name[..<colon] == "answer" else { return values[name] }
        let asked = SearchText.fold(String(name[name.index(after: colon)...]).withoutOuterBlanks)
        let answer = answers.first { SearchText.fold($0.label) == asked || SearchText.fold($0.name) == asked }
        return answer.flatMap { MessageValues.line($0.values.joined(separator: ", ")) }
    }

    /// The names that stand for something; a lead's answer is named by its question, behind ``answer``.
    static let names = ["first_name", "name", "company", "form", "next_call", "me", "my_company"]
    static let answer = "answer:"

    private mutating func set(_ name: String, _ text: String?) { values[name] = text.flatMap(MessageValues.line) }

    private static func line(_ text: String) -> String? {
        let line = MessageText.line(text)
        return line.isEmpty ? nil : line
    }
}
