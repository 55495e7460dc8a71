import Foundation

/// The leads that exist at the simulator: recipes of some bytes each, from which the factory tells the lead again.
struct LeadBook: Sendable {
    struct Recipe: Sendable {
        let number: Int
        let kind: LeadKind
        let page: Int
        let createdTime: Date
        /// Nil: the one that follows from number and kind.
        let form: Int?
    }

    /// The oldest leads are forgotten beyond this, as Meta forgets leads after some time.
    static let capacity = 1_000_000

    private let factory: LeadFactory
    private let pages: [SimulatedPage]
    private var recipes: [Recipe] = []
    /// Lead numbers forgotten at the start.
    private var dropped = 0
    private var deleted: Set<Int> = []

    init(factory: LeadFactory, pages: [SimulatedPage]) {
        self.factory = factory
        self.pages = pages
    }

    var count: Int { dropped + recipes.count }

    /// Makes the next lead, of a form where one is named.
    mutating func add(kind: LeadKind, page: Int, createdTime: Date, form: Int? = nil) -> SimulatedLead {
        let recipe = Recipe(number: count, kind: kind, page: page, createdTime: createdTime, form: form)
        recipes.append(recipe)
        if recipes.count >= Self.capacity + Self.capacity / 8 {
            recipes.removeFirst(recipes.count - Self.capacity)
            dropped = recipe.number + 1 - recipes.count
        }
        return lead(recipe)
    }

    /// Forgets a lead.
    mutating func delete(_ id: String) {
        if let number = number(of: id) { deleted.insert(number) }
    }

    /// nil when no such lead was made, too long ago, or it was deleted.
    func lead(_ id: String) -> SimulatedLead? { number(of: id).map { lead(recipes[$0 - dropped]) } }

    /// The leads of a form from the newest to the oldest, at most `limit`, older than the lead of that number and with
    /// a time that fits.
    func leads(
        form: Int, page: Int, olderThan number: Int?, limit: Int, where fits: (Date) -> Bool
    ) -> [SimulatedLead] {
        var found: [SimulatedLead] = []
        for recipe in recipes.prefix(max(0, (number ?? count) - dropped)).reversed() {
            if found.count == limit { break }
            if isOn(recipe, form: form, page: page), fits(recipe.createdTime) { found.append(lead(recipe)) }
        }
        return found
    }

    func leadCount(form: Int, page: Int) -> Int { recipes.count { isOn($0, form: form, page: page) } }

    /// The number of a lead that exists.
    func number(of id: String) -> Int? {
        guard let digits = Int(id), String(digits) == id, digits >= factory.firstID else { return nil }
        let (number, rest) = (digits - factory.firstID).quotientAndRemainder(dividingBy: 37)
        return rest == 0 && recipes.indices.contains(number - dropped) && !deleted.contains(number) ? number : nil
    }

    private func isOn(_ recipe: Recipe, form: Int, page: Int) -> Bool {
        recipe.page == page && !deleted.contains(recipe.number)
            && recipe.form ?? factory.formIndex(number: recipe.number, kind: recipe.kind) == form
    }

    private func lead(_ recipe: Recipe) -> SimulatedLead {
        factory.lead(
            number: recipe.number, kind: recipe.kind, page: pages[recipe.page], createdTime: recipe.createdTime, form: recipe.form)
    }
}
