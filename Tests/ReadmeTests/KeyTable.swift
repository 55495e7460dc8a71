import Foundation
import SalesDesk
import TerminalKit

/// The keys of the screens as tables, one for each place they work in, in the registry's order.
enum KeyTable {
    static var text: String {
        var groups: [(places: [Command.Place], commands: [Command])] = []
        for command in CommandRegistry.all where !command.defaultKeys.isEmpty {
            if let index = groups.firstIndex(where: { $0.places == command.places }) {
                groups[index].commands.append(command)
            } else {
                groups.append((command.places, [command]))
            }
        }
        return groups.map { group in
            let heading = "**\(group.places.map(\.title).joined(separator: " and ").capitalisedOnce)**"
            let rows = group.commands.map { "| \($0.defaultKeys.map(name).joined(separator: " ")) | \($0.title(.standard)) |" }
            return ([heading, "", "| key | does |", "|---|---|"] + rows).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private static func name(_ key: KeyStroke) -> String {
        let text = key.description
        // A table takes the stroke for the edge of a cell, and a backquote for the end of the key.
        if text == "|" { return "`\\|`" }
        return text == "`" ? "`` ` ``" : "`\(text)`"
    }
}

extension String {
    /// "The grid and The customer card" reads "The grid and the customer card".
    fileprivate var capitalisedOnce: String {
        replacingOccurrences(of: " and T", with: " and t")
    }
}
