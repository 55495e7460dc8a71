import Foundation
import SalesDesk
import TerminalKit

/// The keys of the screens as tables, one for each place they work in, in the registry's order.
enum KeyTable {
    static var text: String {
        CommandRegistry.groups(CommandRegistry.all.filter { !$0.defaultKeys.isEmpty }).map { group in
            let rows = group.commands.map { "| \($0.defaultKeys.map(name).joined(separator: " ")) | \($0.title(.standard)) |" }
            return (["**\(group.title)**", "", "| key | does |", "|---|---|"] + rows).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private static func name(_ key: KeyStroke) -> String {
        let text = key.description
        // A table takes the stroke for the edge of a cell, and a backquote for the end of the key.
        if text == "|" { return "`\\|`" }
        return text == "`" ? "`` ` ``" : "`\(text)`"
    }
}
