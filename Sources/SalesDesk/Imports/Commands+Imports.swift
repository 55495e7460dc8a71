import CRM
import TerminalKit

extension Command.Place {
    static let importColumns = Command.Place("The columns of an import", within: [.layers, .lists], isOverlay: true)
    static let importSummary = Command.Place("The summary of an import", within: [.layers, .lists], isOverlay: true)
}

/// The fields that a column of a file may fill, each with the command that says so.
struct ImportChoice {
    let name, key: String
    /// Nil: nothing.
    let field: ImportField?

    var commandID: String { "import.\(name)" }
    var title: String { field?.title ?? "nothing" }

    static let all = [
        ImportChoice(name: "name", key: "n", field: .customerName), ImportChoice(name: "first", key: "f", field: .firstName),
        ImportChoice(name: "last", key: "l", field: .lastName), ImportChoice(name: "company", key: "c", field: .companyName),
        ImportChoice(name: "phone", key: "p", field: .phoneNumber), ImportChoice(name: "email", key: "e", field: .email),
        ImportChoice(name: "remark", key: "r", field: .remark), ImportChoice(name: "status", key: "s", field: .status),
        ImportChoice(name: "nextCall", key: "d", field: .nextCallDate), ImportChoice(name: "nextTime", key: "t", field: .nextCallTime),
        ImportChoice(name: "created", key: "w", field: .createdAt), ImportChoice(name: "nothing", key: "x", field: nil),
    ]
    static let fields = all.map(\.field)
    /// The command for the field that the file itself seemed to name.
    static let guess = "import.guess"
}

extension CommandRegistry {
    static let importCommand = Command(
        "import.open", "Import customers from a CSV file", hint: "import", rank: 90, keys: ["I"], in: [.grid, .spreadsheets],
        disabled: { $0.sheets.isLoaded ? nil : "Still reading your spreadsheets." }
    ) {
        Desk.openImport(&$0)
    }

    static let importPaneCommands: [Command] =
        ImportChoice.all.map { choice in
            Command(choice.commandID, "The column fills: \(choice.title)", keys: [choice.key], in: [.importColumns]) { state in
                Desk.editImport(&state) { $0.choose(choice.field) }
            }
        } + [
            Command(ImportChoice.guess, "The column fills: as it was found", keys: ["a"], in: [.importColumns]) { state in
                Desk.editImport(&state) { $0.chooseGuess() }
            },
            existing(.skip, "import.skip", "Leave out customers that are here already", keys: ["s"]),
            existing(.fill, "import.fill", "Fill blanks of customers that are here already", keys: ["f"]),
            existing(.add, "import.add", "Add customers that are here already once more", keys: ["a"]),
            Command("import.into", "Import into another spreadsheet, by its name", keys: ["n"], in: [.importSummary]) { state in
                Desk.askImportName(&state)
            },
        ]

    private static func existing(_ existing: ImportExisting, _ id: String, _ title: CommandTitle, keys: [String]) -> Command {
        Command(id, title, keys: keys, in: [.importSummary]) { state in
            Desk.changeSummary(&state) { $0.order.existing = existing }
            return []
        }
    }
}
