import Foundation

/// The leads that exist at the stand-in: recipes of some bytes each, from which the factory tells the lead again.
struct LeadBook: Sendable {
    struct Recipe: Sendable {
        let number: Int
        let kind: LeadKind
        let page: Int
        let createdTime: Date
    }

    /// The oldest leads are forgotten beyond this, as Meta forgets leads after some time.
    static let capacity = 1_000_000

    private let factory: LeadFactory
    private let pages: [SimulatedPage]
    private var recipes: [Recipe] = []
    /// Lead numbers forgotten at the start.
    private var dropped = 0

    init(factory: LeadFactory, pages: [SimulatedPage]) {
        self.factory = factory
        self.pages = pages
    }

    var count: Int { dropped + recipes.count }

    /// Makes the next lead.
    mutating func add(kind: LeadKind, page: Int, createdTime: Date) -> SimulatedLead {
        let recipe = Recipe(number: count, kind: kind, page: page, createdTime: createdTime)
        recipes.append(recipe)
        if recipes.count >= Self.capacity + Self.capacity / 8 {
            recipes.removeFirst(recipes.count - Self.capacity)
            dropped = recipe.number + 1 - recipes.count
        }
        return lead(recipe)
    }

    /// nil when no such lead was made, or too long ago.
    func lead(_ id: String) -> SimulatedLead? {
        guard let digits = Int(id), String(digits) == id else { return nil }
        let (number, rest) = (digits - factory.firstID).quotientAndRemainder(dividingBy: 37)
        guard rest == 0, digits >= factory.firstID, recipes.indices.contains(number - dropped) else { return nil }
        return lead(recipes[number - dropped])
    }

    /// The newest leads first, at most so many.
    func latest(_ limit: Int) -> [SimulatedLead] { recipes.suffix(limit).reversed().map(lead) }

    private func lead(_ recipe: Recipe) -> SimulatedLead {
        factory.lead(
            number: recipe.number, kind: recipe.kind, page: pages[recipe.page], createdTime: recipe.createdTime)
    }
}
