import CRM

/// The remarks that salespeople write beside a customer, by how far the work has come.
enum DemoRemarks {
    static func remarks(for type: StatusType) -> [String] {
        switch type {
        case .open: open
        case .working: working
        case .parked: parked
        case .won: won
        case .lost: lost
        }
    }

    /// Notes in the timeline, whatever the status.
    static let notes = [
        "Sent the brochure by e-mail",
        "Answered in WhatsApp: call after 6",
        "Wife answered, he is back on Monday", "Wants the price list first", "Asked for references in the area",
        "Talked 12 minutes, knows us from the fair", "Number is the office, ask for her by name", "Sent quote, valid 30 days",
        "Prefers Portuguese; Rita calls next time", "Asked whether we fit at weekends", "Measured the kitchen, 3.40 × 2.80 m",
    ]

    /// Messages in the timeline, in the words of the store, by the names of the templates.
    static let messages = ["first hello", "appointment", DemoData.template.name].map { "\(MessageChannel.whatsapp.title) \"\($0)\"" }
    static let notReached = "\(MessageChannel.whatsapp.title) \"not reached\""

    private static let open = [
        "", "", "", "Took two brochures", "Asked for a call in the morning", "Card only, no talk yet",
        "Was in a hurry, interested in delivery times",
        "Speaks French and English",
    ]

    private static let working = [
        "", "", "Call after 17:00", "Wants three quotes, we are the second", "Decides together with her sister", "Budget about 10-20,000 €",
        "Building permit expected next month", "Likes the oak front, price is the question", "Send floor plan before the call",
        "Very friendly; ask about the dog (Bruno)", "Prefers WhatsApp", "Two branches, the second opens in spring",
        "Ask for Mr Tanaka, extension 214",
        "Not before 10, school run", "Wants to see a fitted one nearby", "Compares us with the Swedish one",
        "Landlord has to agree first; he is back from holiday in ten days, then we measure and make the final offer",
        "20% down is fine, rest by instalments?", "Quote 2 sent, waits for her husband",
    ]

    private static let parked = [
        "", "Not this year, budget is gone", "Moves house first, new flat in spring", "Call again before the price change",
        "Baby on the way, later",
        "Happy with the old one until it breaks", "Contract elsewhere runs out next summer", "Newsletter yes, calls no (until he writes)",
    ]

    private static let won = [
        "", "Signed, fits in week 14", "Deposit paid", "Wants to be a reference", "Second order: also the bathroom",
        "Sent us her neighbour",
        "Invoice to the company, not to him",
    ]

    private static let lost = [
        "", "", "Too expensive", "Bought elsewhere in the meantime", "Student, only looked around", "Wants a brand that we do not carry",
        "Does not remember the fair", "Rents, landlord said no", "Renovates himself", "Outside our area",
    ]
}
