import ArgumentParser
import Foundation
import MetaSimulator

/// The faults of the simulator's Graph API.
struct FaultOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Delay every answer by this many milliseconds.", valueName: "ms")) var latency = 0
    @Option(help: ArgumentHelp("The share of calls, 0 to 1, that get a server error.", valueName: "share")) var serverErrors = 0.0
    @Flag(help: "Every access token has expired.") var expiredToken = false
    @Flag(help: "The quota is used up.") var rateLimited = false
    @Flag(help: "The permission leads_retrieval is missing.") var permissionMissing = false
    @Flag(help: "The access tokens end in an hour.") var shortLivedToken = false
    @Flag(help: "The page does not send to the app until it is subscribed.") var unsubscribed = false
    @Flag(help: "Connections are closed without an answer.") var down = false
    @Flag(help: "The lists of leads are empty, so that leads come by webhook alone.") var unlisted = false

    func validate() throws {
        guard (0...600_000).contains(latency) else { throw ValidationError("--latency takes 0 to 600000 milliseconds.") }
        guard (0...1).contains(serverErrors) else { throw ValidationError("--server-errors takes a share from 0 to 1.") }
    }

    /// Whether questions fail with them, such as that for a page's own token.
    var refuse: Bool { serverErrors > 0 || expiredToken || rateLimited || permissionMissing || down }

    var faults: SimulatorFaults {
        SimulatorFaults(
            latency: .milliseconds(latency), serverErrors: serverErrors, expiredToken: expiredToken, rateLimited: rateLimited,
            permissionMissing: permissionMissing,
            tokenExpiresAt: shortLivedToken ? Date(timeIntervalSinceNow: 3600) : nil, startsUnsubscribed: unsubscribed, down: down,
            unlisted: unlisted)
    }
}
