/// The items that can have the focus in the settings form; a click names an item by its number.
enum MetaItem: Hashable, Sendable {
    case field(MetaField)
    case save
    case test
    case subscribe
    case testLead
    case addPage
    case nextPage
    /// Clicked only: a click copies it.
    case callbackURL

    private static let buttons: [MetaItem] = [.save, .test, .subscribe, .testLead, .addPage, .nextPage, .callbackURL]

    var number: Int {
        if case .field(let field) = self { return field.rawValue }
        return MetaField.allCases.count + (MetaItem.buttons.firstIndex(of: self) ?? 0)
    }

    init?(number: Int) {
        if let field = MetaField(rawValue: number) {
            self = .field(field)
            return
        }
        let index = number - MetaField.allCases.count
        guard MetaItem.buttons.indices.contains(index) else { return nil }
        self = MetaItem.buttons[index]
    }

    var field: MetaField? {
        if case .field(let field) = self { return field }
        return nil
    }
}
