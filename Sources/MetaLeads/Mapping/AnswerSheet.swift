/// A lead's answers while the mapper takes one after the other.
struct AnswerSheet {
    /// Those that are not taken yet.
    private(set) var answers: [LeadMapper.Answer]
    /// The answers that were taken, by the names of the fields.
    private(set) var uses: [String: ContactField] = [:]

    init(_ answers: [LeadMapper.Answer]) {
        self.answers = answers
    }

    /// The chosen name, with the half that was found; else the whole name if there is one, else first and last name in this order,
    /// whichever the family name is. Names that are known as such come before those that are found by words, and those of somebody else
    /// come last.
    mutating func name() -> String? {
        if answers.contains(where: { $0.chosen == .name }) {
            let isPart = { (answer: LeadMapper.Answer) in answer.chosen == .name || [.firstName, .lastName].contains(answer.role) }
            return joined(answers.indices.filter { isPart(answers[$0]) }, by: " ", for: .name)
        }
        if answers.contains(where: { $0.role?.isOfName == true }) {
            return name { $0.role ?? $0.nameByWords(ofOthers: false, halvesOnly: true) }
        }
        return name { $0.nameByWords(ofOthers: false) } ?? name { $0.nameByWords(ofOthers: true) }
    }

    private mutating func name(_ role: (LeadMapper.Answer) -> LeadRole?) -> String? {
        func take(_ roles: LeadRole...) -> String? {
            for wanted in roles {
                let places = answers.indices.filter { role(answers[$0]) == wanted }
                guard let index = places.first(where: { answers[$0].role == wanted }) ?? places.first else { continue }
                return taken(at: index, for: .name).values.joined(separator: ", ")
            }
            return nil
        }
        if let whole = take(.fullName) { return whole }
        func has(_ wanted: LeadRole) -> Bool { answers.contains { role($0) == wanted } }
        let halves: (LeadRole, LeadRole)
        switch (has(.firstName), has(.lastName)) {
        case (false, true): halves = (.name, .lastName)
        case (true, false): halves = (.firstName, .name)
        case (true, true): halves = (.firstName, .lastName)
        case (false, false): return take(.name)
        }
        let parts = [take(halves.0), take(halves.1)].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Takes all answers that were chosen for a part; nil when none was.
    mutating func takeAll(chosenFor part: ContactField) -> String? {
        let chosen = answers.indices.filter { answers[$0].chosen == part }
        return chosen.isEmpty ? nil : joined(chosen, by: ", ", for: part)
    }

    /// Takes the company: by its role, else by words.
    mutating func company() -> String? {
        let index =
            answers.firstIndex { $0.role == .company }
            ?? answers.firstIndex { $0.words?.role == .company && $0.words?.isOfOthers == false }
        return index.map { taken(at: $0, for: .company).values.joined(separator: ", ") }
    }

    /// Takes a single value, since two numbers or addresses in one could not be used; the others stay. The best counts, and of equal ones
    /// the first; `rank` is nil for an answer that is none.
    mutating func takeBest(for part: ContactField, _ rank: (LeadMapper.Answer) -> AnswerRank?) -> String? {
        let chosen = answers.firstIndex { $0.chosen == part }
        let ranks = answers.indices.compactMap { index in rank(answers[index]).map { (index, $0) } }
        guard let index = chosen ?? ranks.max(by: { ($0.1, $1.0) < ($1.1, $0.0) })?.0 else { return nil }
        uses[answers[index].name] = part
        let value = answers[index].values.removeFirst()
        if answers[index].values.isEmpty { answers.remove(at: index) }
        return value
    }

    mutating func takeRemarks() -> [LeadAnswer] {
        let chosen = answers.indices.filter { answers[$0].chosen == .remark }
        return chosen.reversed().map { taken(at: $0, for: .remark).shown }.reversed()
    }

    private mutating func joined(_ indices: [Int], by separator: String, for part: ContactField) -> String {
        let taken = indices.reversed().map { self.taken(at: $0, for: part) }.reversed()
        return taken.map { $0.shown.values.joined(separator: ", ") }.joined(separator: separator)
    }

    private mutating func taken(at index: Int, for part: ContactField) -> LeadMapper.Answer {
        uses[answers[index].name] = part
        return answers.remove(at: index)
    }
}
