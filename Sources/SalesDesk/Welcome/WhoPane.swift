import CRM

/// "Who are you?", asked at the start where there are several users and none was named.
struct WhoPane: Hashable, Sendable {
    let users: [User]
    var selected = 0

    mutating func move(by rows: Int) { selected = min(max(0, selected + rows), users.count - 1) }
}
