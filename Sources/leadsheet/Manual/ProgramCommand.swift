import ArgumentParser
import Foundation

/// A command with its arguments, as the parser of the command line knows them.
struct ProgramCommand {
    /// Of the whole program, such as `leadsheet page set`.
    let name: String
    /// Its own, the last of them.
    let word: String
    let configuration: CommandConfiguration
    let arguments: [ProgramArgument]
    let subcommands: [ProgramCommand]

    /// How it is given.
    var usage: String {
        configuration.usage?.replacing("\n\(CommandConfiguration.continuation)", with: " ") ?? "\(name) COMMAND"
    }

    /// The command below it that is meant where none is named.
    var defaultCommand: ProgramCommand? {
        subcommands.first { $0.word == configuration.defaultSubcommand?.configuration.commandName }
    }

    /// The program itself.
    static let root: ProgramCommand = {
        do {
            let dump = try JSONDecoder().decode(Dump.self, from: Data(Leadsheet._dumpHelp().utf8))
            return ProgramCommand(Leadsheet.self, dump.command, of: [])
        } catch {
            preconditionFailure("The parser describes its commands in another way than is read here: \(error)")
        }
    }()

    private init(_ type: any ParsableCommand.Type, _ info: Dump.Info, of parents: [String]) {
        let words = parents + [info.commandName]
        name = words.joined(separator: " ")
        word = info.commandName
        configuration = type.configuration
        arguments = info.arguments ?? []
        // Behind them the parser lists its own, `help`.
        subcommands = zip(type.configuration.subcommands, info.subcommands ?? []).map { ProgramCommand($0, $1, of: words) }
    }

    /// The JSON that the parser gives of a program.
    private struct Dump: Decodable {
        struct Info: Decodable {
            var commandName: String
            var subcommands: [Info]?
            var arguments: [ProgramArgument]?
        }

        var command: Info
    }
}

/// An argument, option or flag of a command.
struct ProgramArgument: Decodable {
    enum Kind: String, Decodable {
        case positional
        case option
        case flag
    }

    private struct Name: Decodable {
        var kind: String
        var name: String
    }

    let kind: Kind
    /// False: it is one of every command, and told there.
    let shouldDisplay: Bool
    private let names: [Name]?
    private let valueName: String?
    private let defaultValue: String?
    private let abstract: String?

    /// Its names as they are typed; none for one that is known by its place.
    var spellings: [String] { (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name } }

    /// The parser has added it to every command.
    var isOfParser: Bool { spellings.contains("--help") || spellings.contains("--version") }

    /// As a manual names it: `--seed number`, `page-id`.
    var tag: String {
        let value = valueName ?? ""
        return switch kind {
        case .positional: value
        case .option: spellings.joined(separator: ", ") + " " + value
        case .flag: spellings.joined(separator: ", ")
        }
    }

    /// One sentence, with the default where it has one.
    var about: String {
        let text = abstract ?? ""
        guard kind != .flag, let defaultValue, !defaultValue.isEmpty, !text.contains("default") else { return text }
        return "\(text) The default is \(defaultValue)."
    }
}
