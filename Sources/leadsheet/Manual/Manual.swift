import ArgumentParser
import SalesDesk
import TerminalKit

/// The manual, made of what the program itself works with: its commands, the records of its settings and its keys.
enum Manual {
    private static let settingsPage = "leadsheet.yaml(5)"
    private static let keysPage = "leadsheet-keys(7)"

    static var pages: [ManualPage] {
        let program = ProgramCommand.root
        return [overview(program)] + program.subcommands.map { page(of: $0, program) } + [settings, keys]
    }

    // MARK: Commands

    private static func overview(_ program: ProgramCommand) -> ManualPage {
        var page = ManualPage(program.name, section: 1, about: program.configuration.abstract)
        describe(program, in: &page)
        page.heading("COMMANDS")
        for command in program.subcommands { page.entry(command.name, "\(command.configuration.abstract) See \(reference(command)).") }
        page.heading("OPTIONS OF EVERY COMMAND")
        list(program.arguments, in: &page)
        page.heading("EXIT STATUS")
        page.entry("0", "It was done.")
        page.entry("1", "It was not. Standard error says in one sentence what is wrong and what to do.")
        page.entry("64", "The command is not one, or has an option that it does not take.")
        page.heading("FILES")
        page.entry(
            "/usr/share/doc/leadsheet",
            "The pages for people, such as set-up.md and runbook.md, and examples, where a package brought the program.")
        page.seeAlso(program.subcommands.map(reference) + [settingsPage, keysPage])
        return page
    }

    private static func page(of command: ProgramCommand, _ program: ProgramCommand) -> ManualPage {
        var page = ManualPage(pageName(command), section: 1, about: command.configuration.abstract)
        describe(command, in: &page)
        let own = command.arguments.filter(isOwn)
        if !own.isEmpty {
            page.heading("OPTIONS")
            list(own, in: &page)
        }
        if !command.subcommands.isEmpty {
            page.heading("COMMANDS")
            for subcommand in command.subcommands {
                page.subheading(subcommand.name)
                page.paragraphs(subcommand.usage)
                describe(subcommand.configuration, in: &page)
                list(subcommand.arguments.filter(isOwn), in: &page)
            }
        }
        page.seeAlso(["\(program.name)(1)", settingsPage])
        return page
    }

    private static func describe(_ command: ProgramCommand, in page: inout ManualPage) {
        page.heading("SYNOPSIS")
        page.paragraphs(command.usage)
        page.heading("DESCRIPTION")
        describe(command.configuration, in: &page)
    }

    /// Without the note on the options of every command, to which each page points at its end.
    private static func describe(_ configuration: CommandConfiguration, in page: inout ManualPage) {
        page.paragraphs(configuration.abstract)
        page.paragraphs(configuration.discussion.replacing(CommandConfiguration.commonOptionsNote, with: ""))
    }

    private static func list(_ arguments: [ProgramArgument], in page: inout ManualPage) {
        for argument in arguments { page.entry(argument.tag, argument.about) }
    }

    /// Those of every command are told by the page of the program.
    private static func isOwn(_ argument: ProgramArgument) -> Bool { argument.shouldDisplay && !argument.isOfParser }

    private static func pageName(_ command: ProgramCommand) -> String { command.name.replacing(" ", with: "-") }

    private static func reference(_ command: ProgramCommand) -> String { "\(pageName(command))(1)" }

    // MARK: Settings

    private static var settings: ManualPage {
        var page = ManualPage("leadsheet.yaml", section: 5, about: "settings of Leadsheet")
        page.heading("DESCRIPTION")
        page.paragraphs(
            """
            The file is YAML, with a line NAME: VALUE for each setting. A setting that is left out or empty has its default. Each but keys is an \
            environment variable as well, and some are options of every command: the option counts before the variable, the variable before the file. \
            leadsheet settings prints the values in force with the places that say them, and leadsheet settings --check FILE all faults of a file, of a list the first.

            Secrets have no place here: leadsheet page set takes them and seals them.

            A leadsheet serve that runs reads the file again on SIGHUP (systemctl reload leadsheet). It takes the settings marked so below; \
            the others count from its next start.
            """)
        page.heading("SETTINGS")
        let options = Set(ProgramCommand.root.arguments.flatMap(\.spellings))
        for record in SettingRecords.all {
            page.entry(record.name, record.about.isEmpty ? "See the setting before this one." : record.about)
            page.more(facts(of: record, options: options))
        }
        page.seeAlso(["leadsheet(1)", keysPage])
        return page
    }

    private static func facts(of record: any SettingRecord, options: Set<String>) -> String {
        // Keys are set in the file alone.
        if record.name == SettingRecords.records.keymap.name {
            return "Takes \(record.expected). All commands with their own keys: \(keysPage). Only the file sets it."
        }
        let option = options.contains(record.flag) ? ", \(record.flag)" : ""
        let value = record.defaultText.isEmpty ? "empty" : record.defaultText.replacing(",", with: ", ")
        let reload = record.isReloaded ? " Taken on SIGHUP." : ""
        return "Takes \(record.expected). Default: \(value). Also \(record.environmentName)\(option).\(reload)"
    }

    // MARK: Keys

    private static var keys: ManualPage {
        var page = ManualPage("leadsheet-keys", section: 7, about: "keys of the screens of Leadsheet")
        page.heading("DESCRIPTION")
        page.paragraphs(
            """
            The keys that the commands of the screens have of their own, place by place. A line below keys in leadsheet.yaml gives a command \
            other ones; it names the command by the word in parentheses. A command without a key is found in the palette.
            """)
        for group in CommandRegistry.groups(CommandRegistry.all) {
            page.heading(group.title.uppercased())
            for command in group.commands {
                let keys = command.defaultKeys.map(\.description).joined(separator: ", ")
                page.entry(keys.isEmpty ? "(no key)" : keys, "\(command.title(.standard)) (\(command.id))")
            }
        }
        page.seeAlso(["leadsheet(1)", settingsPage])
        return page
    }
}
