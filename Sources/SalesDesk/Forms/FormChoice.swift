import CRM

/// The letters that say where an answer goes.
enum FormChoice {
    static let all: [(letter: Character, target: FormTarget?)] = [
        ("a", nil), ("n", .customerName), ("c", .companyName), ("p", .phoneNumber), ("e", .email), ("r", .remark), ("x", .nothing),
    ]

    static func title(_ target: FormTarget?) -> String { target?.title ?? "automatic" }
}
