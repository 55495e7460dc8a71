/// The words for orders behind `sort:`, and the text that says an order in the language.
public enum QueryOrder {
    private static let names: [(name: String, order: SheetOrder)] = [
        // The youngest has the smallest age.
        ("age", SheetOrder(.arrival, descending: true)),
        ("came", SheetOrder(.arrival)),
        ("next", SheetOrder(.field(.nextCallDate))),
        ("name", SheetOrder(.field(.customerName))),
        ("company", SheetOrder(.field(.companyName))),
        ("phone", SheetOrder(.field(.phoneNumber))),
        ("email", SheetOrder(.field(.email))),
        ("remark", SheetOrder(.field(.remark))),
        ("status", SheetOrder(.field(.status))),
    ]

    static func read(_ value: QueryPiece.Value) throws(QueryFault) -> SheetOrder {
        let isTurned = value.text.hasPrefix("-")
        let name = SearchText.fold(isTurned ? String(value.text.dropFirst()) : value.text)
        guard var order = names.first(where: { $0.name == name })?.order else {
            throw QueryFault("sort: takes one of these: \(names.map(\.name).joined(separator: " ")).", value.range)
        }
        if isTurned { order.isDescending.toggle() }
        return order
    }
}
