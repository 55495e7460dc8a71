import Base
import ArgumentParser
import CRM

/// `leadsheet key …`
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The key that opens the saved tokens.",
        discussion: """
            Where a service has the key from systemd, a command that needs it is given it in the same way, FILE being the one behind \
            LoadCredential= in the unit:

            systemd-run --pty --uid=ACCOUNT -p LoadCredential=leadsheet.key:FILE leadsheet ...
            """, subcommands: [Rotate.self])

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key and seal all saved tokens with it.", usage: "leadsheet key rotate [OPTIONS]",
            discussion: """
                Programs that run meanwhile go on with the new key. A backup that was made before needs the key from before for its \
                tokens. When somebody may have had both key and database, make new tokens at Meta as well.

                A key that a service has from systemd (LoadCredential=) or from LEADSHEET_KEY is changed as a file: stop the service, lay the \
                key down as leadsheet.key beside the database, with mode 600 and as the service's account, and give this command as that \
                account. Then move the file to where the service takes its key from, and start the service.
                """
        ).withCommonOptions
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await options.settings()
            let count = try OpenStore.keeper(settings).rotateKey()
            try Output.line(
                "A new key is in \(PlainLine.of(settings.folders.keyFile)), and \(Counted.text(count, "secret")) sealed with it.")
            Output.note("keep a copy of the new key. Backups from before need the old one for their tokens.")
            guard settings.folders.database.isOnServer else { return }
            Output.note(
                "copy the new key to every other machine that runs leadsheet serve on these data: until then it can open no token, and brings no leads in."
            )
        }
    }
}
