import Base
import CRM
import Foundation
import MetaLeads

/// Subscribing a page, and looking at a token before it is saved.
extension GraphPageChecker: PageConnecting {
    public func subscribe(_ settings: PageSettings, at now: Date) async -> PageCheckReport.Line {
        typealias Line = PageCheckReport.Line
        func fault(_ finding: String, _ remedy: String) -> Line { .init(.fault, finding, remedy: remedy, on: .pageSubscription) }
        guard let subscriptions else {
            return fault("Nothing here can subscribe a page.", "Run: leadsheet page subscribe \(settings.metaPageId)")
        }
        guard !settings.metaPageAccessToken.isEmpty else {
            return fault("The page has no access token, so it cannot be subscribed.", "Enter the page access token and save it first.")
        }
        let page = settings.metaPageId
        let access = settings.access
        do throws(GraphFailure) {
            let facts = try await graph.debugToken(access: access).value
            guard facts.isValid, let app = facts.appID else {
                return fault(
                    "Meta does not tell which app the token belongs to\(facts.problem.map { ": \($0)" } ?? ".")",
                    "Make a new page access token and save it.")
            }
            // The call sets the whole list, so what is there is sent along.
            let before = Self.fields(try await subscriptions.subscribedApps(of: page, access: access).value, of: app)
            let others = before.filter { $0 != PageDiagnostics.field }
            if others.count == before.count {
                try await subscriptions.subscribe(page, to: before + [PageDiagnostics.field], access: access)
                let after = Self.fields(try await subscriptions.subscribedApps(of: page, access: access).value, of: app)
                guard after.contains(PageDiagnostics.field) else {
                    return fault(
                        "Meta accepted the subscription and does not list it.",
                        "Try again in a minute; check too that the page has not switched the app platform off.")
                }
            }
            await note(page) { pages in
                guard var token = try pages.page(page)?.token else { return }
                token.isSubscribed = true
                token.problems.removeAll { $0.topic == .pageSubscription }
                try pages.noteToken(page: page, token)
            }
            let kept = others.isEmpty ? "" : " Its other fields stay: \(others.joined(separator: ", "))."
            let was = others.count == before.count ? "is subscribed to leadgen now" : "was subscribed to leadgen already"
            return .init(.good, "The page \(was).\(kept)", on: .pageSubscription)
        } catch {
            return fault("The page could not be subscribed: \(error.message.asSentence)", PageDiagnostics.remedy(error))
        }
    }

    private static func fields(_ apps: [SubscribedApp], of app: String) -> [String] { apps.first { $0.id == app }?.fields ?? [] }

    public func vet(_ settings: PageSettings, at now: Date) async -> TokenVerdict {
        let (graph, access, patience) = (graph, settings.access, patience)
        return await withTaskGroup(of: TokenVerdict.self) { group in
            group.addTask {
                do throws(GraphFailure) {
                    return Self.verdict(try await graph.debugToken(access: access).value, settings, at: now)
                } catch {
                    return Self.verdict(error)
                }
            }
            group.addTask {
                // Cancelled as soon as Meta has answered.
                try? await Task.sleep(for: patience)
                return .unchecked("Meta did not answer in time.")
            }
            let first = await group.next() ?? .accepted
            group.cancelAll()
            return first
        }
    }

    private static func verdict(_ facts: TokenFacts, _ settings: PageSettings, at now: Date) -> TokenVerdict {
        guard facts.isValid else {
            return .refused(
                "Meta says that this access token is not valid: \((facts.problem ?? "no reason given").asSentence) Make a new page access token and enter that."
            )
        }
        if facts.type == "PAGE", let other = facts.profileID, other != settings.metaPageId {
            let line = PageDiagnostics(settings: settings, now: now).page(GraphPage(id: other))
            return .refused("\(line.finding) \(line.remedy ?? "")")
        }
        guard TokenExpiry.isShort(facts, at: now), let end = facts.expiresAt else { return .accepted }
        return .refused("This access token is short-lived: it ends in \(TokenExpiry.span(until: end, from: now)). \(TokenExpiry.howToLast)")
    }

    /// Only a refusal of the token or of the proof is an answer. One that may not ask about itself can read leads all the same.
    private static func verdict(_ failure: GraphFailure) -> TokenVerdict {
        switch failure.kind {
        case .tokenRefused: .refused("Meta refuses this access token: \(failure.message.asSentence) \(failure.remedy)")
        case .proofRefused: .refused("Meta refuses the app secret with this access token: \(failure.message.asSentence) \(failure.remedy)")
        default: .unchecked(failure.message)
        }
    }
}
