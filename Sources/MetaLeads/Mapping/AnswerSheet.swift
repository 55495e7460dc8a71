/// A lead's answers while the mapper takes one after the other.
struct AnswerSheet {
    /// Those that are not taken yet.
    private(set) var answers: [LeadMapper.Answer]
    /// What was taken, by the names of the fields.
    private(set) var uses: [String: LeadPart] = [:]

    init(_ answers: [LeadMapper.Answer]) {
        self.answers = answers
    }

    /// The chosen name, with the half that was found; else the whole name if there is one, else first and last name in this order,
    /// whichever the family name is.
    mutating func name() -> String? {
        if answers.contains(where: { $0.chosen == .name }) {
            let isPart = { (answer: LeadMapper.Answer) in answer.chosen == .name || [.firstName, .lastName].contains(answer.role) }
            return joined(answers.indices.filter { isPart(answers[$0]) }, by: " ", for: .name)
        }
        if let whole = take([.fullName], for: .name) { return whole }
        func has(_ role: LeadRole) -> Bool { answers.contains { $0.role == role } }
        let halves: ([LeadRole], [LeadRole])
        switch (has(.firstName), has(.lastName)) {
        case (false, true): halves = ([.name], [.lastName])
        case (true, false): halves = ([.firstName], [.name])
        case (true, true): halves = ([.firstName], [.lastName])
        case (false, false): return take([.name], for: .name)
        }
        let parts = [take(halves.0, for: .name), take(halves.1, for: .name)].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Takes all answers that were chosen for a part; nil when none was.
    mutating func takeAll(chosenFor part: LeadPart) -> String? {
        let chosen = answers.indices.filter { answers[$0].chosen == part }
        return chosen.isEmpty ? nil : joined(chosen, by: ", ", for: part)
    }

    /// Takes the first answer of the first of these roles that has one.
    mutating func take(_ roles: [LeadRole], for part: LeadPart) -> String? {
        guard let index = index(roles) else { return nil }
        return taken(at: index, for: part).values.joined(separator: ", ")
    }

    /// Takes a single value, since two numbers or addresses in one could not be used; the others stay.
    mutating func takeOne(
        _ roles: [LeadRole], for part: LeadPart, orLookingLike looks: (LeadMapper.Answer) -> Bool
    ) -> String? {
        let chosen = answers.firstIndex { $0.chosen == part }
        guard let index = chosen ?? index(roles) ?? answers.firstIndex(where: looks) else { return nil }
        uses[answers[index].name] = part
        let value = answers[index].values.removeFirst()
        if answers[index].values.isEmpty { answers.remove(at: index) }
        return value
    }

    mutating func takeRemarks() -> [LeadAnswer] {
        let chosen = answers.indices.filter { answers[$0].chosen == .remark }
        return chosen.reversed().map { taken(at: $0, for: .remark).shown }.reversed()
    }

    private mutating func joined(_ indices: [Int], by separator: String, for part: LeadPart) -> String {
        let taken = indices.reversed().map { self.taken(at: $0, for: part) }.reversed()
        return taken.map { $0.shown.values.joined(separator: ", ") }.joined(separator: separator)
    }

    private mutating func taken(at index: Int, for part: LeadPart) -> LeadMapper.Answer {
        uses[answers[index].name] = part
        return answers.remove(at: index)
    }

    private func index(_ roles: [LeadRole]) -> Int? {
        for role in roles {
            if let index = answers.firstIndex(where: { $0.role == role }) { return index }
        }
        return nil
    }
}
