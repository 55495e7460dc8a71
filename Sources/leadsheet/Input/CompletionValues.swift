import ArgumentParser
import Base
import CRM
import CRMStore
import Foundation
import LeadIntake

/// The values that a shell's Tab offers out of the data. Nothing is made or changed for it, and where the data cannot be read as they are,
/// nothing is offered: a Tab has nowhere to say why.
enum CompletionValues {
    static let users = kind { store, _ in try store.users().map(\.name) }
    static let spreadsheets = kind { store, user in try store.spreadsheets(of: user?.id).map(\.spreadsheet.name) }
    static let pages = kind { store, user in try store.pages(of: user?.id).map(\.id) }
    static let forms = kind { store, user in try FormMappingService(store: store).forms(of: user?.id).map(\.id) }
    static let templates = kind { store, user in
        guard case .user(let user) = try UserChoice.make(named: user?.name, among: store.users()) else { return [] }
        return try store.templates(of: user.id).map(\.name)
    }

    private static func kind(_ read: @escaping @Sendable (AnyStore, User?) throws -> [String]) -> CompletionKind {
        .custom { words, _, _ in
            guard let values = try? await values(words, read) else { return [] }
            return Set(values).sorted().filter { PlainLine.of($0) == $0 }.map { literal($0, in: CompletionShell.requesting) }
        }
    }

    /// A value so that a shell's script takes it for itself: bash expands the words that it is offered, and would run what stands in them,
    /// and zsh takes what follows a colon for a remark.
    static func literal(_ value: String, in shell: CompletionShell?) -> String {
        switch shell {
        case .bash: ShellWord.inQuotes(value)
        case .zsh: value.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
        default: value
        }
    }

    private static func values(_ words: [String], _ read: (AnyStore, User?) throws -> [String]) async throws -> [String] {
        let (flags, config) = options(in: words)
        let settings = try await SettingsLoader.load(flags: flags, config: config, environment: ProcessInfo.processInfo.environment)
        let status = try OpenStore.closed(settings.folders).status()
        guard status.version == status.ownVersion else { return [] }
        let store = try OpenStore.open(settings)
        // The name of the user may be the very word that is completed, and then nobody's yet.
        return try read(store, (try? UserChoice.filter(settings, in: store)) ?? nil)
    }

    /// The options of a command line that say which data are meant, by the names of their settings, and the settings file. A shell may give
    /// `--home=dir` as three words.
    static func options(in words: [String]) -> (flags: [String: String], config: String?) {
        let records = SettingRecords.records
        let config = "--config"
        let names = [
            records.home.flag: records.home.name, records.database.flag: records.database.name, records.user.flag: records.user.name,
            config: config,
        ]
        var found: [String: String] = [:]
        var rest = words[...]
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = names[parts[0]] else { continue }
            if parts.count > 1 {
                found[name] = bare(parts[1])
            } else {
                if rest.first == "=" { rest.removeFirst() }
                // The word that is being completed may be missing.
                if let value = rest.popFirst(), !value.isEmpty { found[name] = bare(value) }
            }
        }
        return (found.filter { $0.key != config }, found[config])
    }

    /// Without the quotes and backslashes of a shell.
    private static func bare(_ word: String) -> String {
        word.filter { !"\"'\\".contains($0) }
    }
}
