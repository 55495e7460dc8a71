/// A line of a file of errors as it comes back: an import before could not use some of its cells, and put them into the remark.
public struct MendedLine: Hashable, Sendable {
    /// The cell of ``ImportErrorText/heading``.
    private let reasons: String
    /// The headings of the columns that can be used now, by the field that they fill.
    private let headings: [CustomerField: [String]]

    public init(reasons: String, headings: [CustomerField: [String]]) {
        self.reasons = reasons
        self.headings = headings
    }

    /// The fields that the line tells of in cells that can be used.
    var fields: Set<CustomerField> { Set(headings.filter { !$0.value.isEmpty }.keys) }

    /// The remark without the lines about `field` that the import before wrote. A line that somebody changed since is not among the
    /// reasons, and stays.
    func remark(_ remark: String, without field: CustomerField) -> String {
        let lines = remark.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !(headings[field] ?? []).contains { heading in
                let start = "\(heading): "
                return line.hasPrefix(start) && reasons.contains("\(start)\"\(line.dropFirst(start.count))\"")
            }
        }
        return lines.joined(separator: "\n")
    }
}
