import ArgumentParser
import CRM
import Foundation

/// `leadsheet template …`
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "The texts that a user sends to customers again and again.",
        discussion: """
            In a subject and a text, names in braces stand for what is known of the customer: {first_name} {name} {company} {form} \
            {answer:Budget?} {next_call}, {me} for the user and {my_company} for the Meta page. A user who has stored none has three built-in ones. \
            What is done here is a step that undo in the screens takes back.
            """,
        subcommands: [List.self, Add.self, Edit.self, Remove.self, Export.self])

    /// The data, and the user whose templates are meant.
    private static func open(_ options: CommonOptions) async throws -> (settings: Settings, store: AnyStore, user: User.ID) {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        guard case .user(let user) = try UserChoice.make(named: settings.user, among: store.users()) else {
            throw PlainError("There is no user yet who has templates. Add one: leadsheet user add NAME")
        }
        return (settings, store, user.id)
    }

    private static func find(_ name: String, among templates: [MessageTemplate]) throws(PlainError) -> MessageTemplate {
        guard let template = templates.first(where: { $0.name == name }) else {
            throw PlainError("There is no template \"\(name)\" (known: \(templates.map(\.name).joined(separator: ", "))).")
        }
        return template
    }

    /// The text itself, or standard input to its end for "-".
    private static func read(_ text: String) throws(PlainError) -> String {
        guard text == "-" else { return text }
        let input = try InputFile("-")
        var bytes: [UInt8] = []
        while bytes.count <= 8 * MessageTemplate.longestText {
            let piece = try input.next()
            if piece.isEmpty { break }
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Brings a template to its place, counted from 1 as the list counts.
    private static func place(_ name: String, _ number: Int?, _ store: AnyStore, _ user: User.ID) throws {
        guard let number else { return }
        let template = try find(name, among: store.templates(of: user))
        _ = try store.apply(.editTemplate(.move(template.id, to: number - 1)), by: user, at: Date())
    }

    private static func check(place number: Int?) throws {
        guard number ?? 1 >= 1 else { throw ValidationError("--at takes a place from 1 on.") }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a user's templates in their order.", usage: "leadsheet template list [--json] [OPTIONS]"
        ).withCommonOptions
        @Flag(help: "An array of objects with name, subject and text.") var json = false
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let (_, store, user) = try await TemplateCommand.open(options)
            let templates = try store.templates(of: user)
            if json { return try Output.text(TemplatesJSON.text(templates)) }
            var table = TextTable(["number", "name", "subject", "text"], numbers: [0])
            for (index, template) in templates.enumerated() {
                table.add([String(index + 1), template.name, template.subject, template.text])
            }
            try Output.text(table.text)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a template.", usage: "leadsheet template add NAME TEXT [--subject TEXT] [--at NUMBER] [OPTIONS]"
        ).withCommonOptions
        @Argument(help: "1 to 60 characters.") var name: String
        @Argument(help: "1 to 4000 characters; - reads them from standard input.") var text: String
        @Option(help: "Of an e-mail.") var subject = ""
        @Option(help: ArgumentHelp("Its place in the list (default: the last).", valueName: "number")) var at: Int?
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func validate() throws { try TemplateCommand.check(place: at) }

        func run() async throws {
            let (_, store, user) = try await TemplateCommand.open(options)
            guard try !store.templates(of: user).contains(where: { $0.name == name }) else {
                throw PlainError("There is a template \"\(name)\" already. leadsheet template edit changes it.")
            }
            let template = MessageTemplate(name: name, subject: subject, text: try TemplateCommand.read(text))
            _ = try store.apply(.editTemplate(.save(template)), by: user, at: Date())
            try TemplateCommand.place(PlainLine.of(name).withoutOuterBlanks, at, store, user)
            try Output.line("Template \(PlainLine.of(name)) was added.")
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a template, or its place.",
            usage: "leadsheet template edit NAME [--name NEW] [--subject TEXT] [--text TEXT] [--at NUMBER] [OPTIONS]"
        ).withCommonOptions
        @Argument(help: "The template's name.", completion: CompletionValues.templates) var old: String
        @Option(help: ArgumentHelp("Another name.", valueName: "new")) var name: String?
        @Option(help: ArgumentHelp("Another subject; an empty one for none.", valueName: "text")) var subject: String?
        @Option(help: "Another text; - reads it from standard input.") var text: String?
        @Option(help: ArgumentHelp("Another place in the list.", valueName: "number")) var at: Int?
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func validate() throws {
            guard name != nil || subject != nil || text != nil || at != nil else {
                throw ValidationError("Say what is to change: --name, --subject, --text or --at.")
            }
            try TemplateCommand.check(place: at)
        }

        func run() async throws {
            let (_, store, user) = try await TemplateCommand.open(options)
            let templates = try store.templates(of: user)
            var template = try TemplateCommand.find(old, among: templates)
            if let name {
                guard name == old || !templates.contains(where: { $0.name == name }) else {
                    throw PlainError("There is a template \"\(name)\" already. Choose another name.")
                }
                template.name = name
            }
            if let subject { template.subject = subject }
            if let text { template.text = try TemplateCommand.read(text) }
            _ = try store.apply(.editTemplate(.save(template)), by: user, at: Date())
            try TemplateCommand.place(PlainLine.of(template.name).withoutOuterBlanks, at, store, user)
            try Output.line("Template \(PlainLine.of(template.name)) was changed.")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a template. Without any the built-in ones are there again.",
            usage: "leadsheet template remove NAME [OPTIONS]"
        ).withCommonOptions
        @Argument(help: "The template's name.", completion: CompletionValues.templates) var name: String
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let (_, store, user) = try await TemplateCommand.open(options)
            let template = try TemplateCommand.find(name, among: store.templates(of: user))
            _ = try store.apply(.editTemplate(.remove(template.id)), by: user, at: Date())
            try Output.line("Template \(PlainLine.of(name)) was removed.")
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a user's templates as JSON.", usage: "leadsheet template export [--output F] [OPTIONS]",
            discussion: "The same as list --json. A file is written beside its place and put there whole, or not at all."
        ).withCommonOptions
        @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
        var output: String?
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let (settings, store, user) = try await TemplateCommand.open(options)
            let text = TemplatesJSON.text(try store.templates(of: user))
            guard let output else { return try Output.text(text) }
            try OwnFiles(settings.folders).refuse(output)
            try OutputFile.write(output, notes: settings.folders.stateFolder) { try $0.write(text) }
        }
    }
}
