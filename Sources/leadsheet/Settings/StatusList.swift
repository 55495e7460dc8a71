import CRM

/// The `statuses` setting: entries of a word, a type and a letter, such as `new open n`.
enum StatusList {
    /// The standard statuses, as entries.
    static var defaultLines: [String] {
        StatusCatalogue.standard.statuses.map { "\($0.id) \($0.type.rawValue) \($0.letter)" }
    }

    /// The catalogue, or the sentence's part that says which entry is wrong and why.
    static func parse(_ lines: [String]) -> Result<StatusCatalogue, Fault> {
        var statuses: [Status] = []
        for (index, line) in lines.enumerated() {
            let parts = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard parts.count == 3 else { return .failure(Fault("the entry \"\(line)\" is not a word, a type and a letter", in: index)) }
            let types = StatusType.allCases.map(\.rawValue).joined(separator: ", ")
            guard let type = StatusType(rawValue: parts[1]) else {
                return .failure(Fault("the type \"\(parts[1])\" of \"\(parts[0])\" is none of \(types)", in: index))
            }
            guard parts[2].count == 1, let letter = parts[2].first, letter.isLetter || letter.isNumber else {
                return .failure(Fault("\"\(parts[2])\" of \"\(parts[0])\" is not a single letter", in: index))
            }
            guard !statuses.contains(where: { $0.id == parts[0] }) else {
                return .failure(Fault("\"\(parts[0])\" is there twice", in: index))
            }
            if let other = statuses.first(where: { $0.letter == letter }) {
                return .failure(Fault("\"\(other.id)\" and \"\(parts[0])\" have the same letter \(letter)", in: index))
            }
            statuses.append(Status(id: parts[0], type: type, letter: letter))
        }
        // Without the status of new customers they would have one that nobody can choose.
        let catalogue = StatusCatalogue(statuses)
        guard catalogue.hasBeginning else {
            return .failure(Fault("the entry \"\(Status.beginning) open …\", which every lead begins with, is missing"))
        }
        // Calls end in both, and a customer whose work has ended would be called again and again.
        for type in [StatusType.won, .lost] where !statuses.contains(where: { $0.type == type }) {
            return .failure(Fault("no status is of the type \(type.rawValue), which calls end in"))
        }
        return .success(catalogue)
    }

    struct Fault: Error {
        let reason: String
        /// The place of the faulty entry in the list; nil where none of them is.
        let entry: Int?

        init(_ reason: String, in entry: Int? = nil) {
            self.reason = reason
            self.entry = entry
        }
    }
}
