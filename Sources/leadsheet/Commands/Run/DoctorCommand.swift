import ArgumentParser
import Foundation

/// `leadsheet doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check every step from Meta to your list, and say how to fix what is wrong.",
        usage: "leadsheet doctor [--json] [--no-test-lead] [OPTIONS]",
        discussion: """
            Looks at the settings, the files and who may read them, the database, the listener and its public address, and at what Meta \
            says of each page: token, permissions, subscriptions, Leads Access. Where all that is well and Leadsheet runs, Meta is asked \
            for a test lead of the page's newest form, which is timed until it is a customer and then deleted at Meta; the customer \
            stays, marked as a test. The exit status is 0 when there is no fault.
            """
    ).withCommonOptions
    @Flag(help: "An array of objects with check, ok, detail and remedy.") var json = false
    @Flag(name: .customLong("no-test-lead"), help: "Send no test lead.") var sendsNoTestLead = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings: Settings
        do {
            settings = try await options.settings()
        } catch {
            let finding = Finding.fault("configuration", error.message, remedy: "Correct it, then run leadsheet doctor again.")
            return try FindingList(findings: [Doctor.version, finding]).report(json: json)
        }
        try await Doctor(settings: settings, environment: ProcessInfo.processInfo.environment, sendsTestLead: !sendsNoTestLead).examine()
            .report(json: json)
    }
}
