import CRM
import Foundation
import LeadIntake
import MetaLeads

/// Lets a command ask Meta about pages, and closes the connections behind it.
enum MetaQuestions {
    /// Hands `ask` what asks Meta; every question has the deadline of ``Doctor/patience``. Throws a sentence for an unusable Graph URL
    /// or version, and what `ask` throws.
    static func ask<Answer: Sendable>(
        _ settings: Settings, store: any PageStoring, _ ask: (GraphPageChecker) async throws(PlainError) -> Answer
    ) async throws(PlainError) -> Answer {
        try await graph(settings) { (graph) async throws(PlainError) in
            try await ask(
                GraphPageChecker(
                    graph: graph, subscriptions: graph, pages: store, callbackURL: settings.callbackIsPublic ? settings.callbackURL : nil))
        }
    }

    /// The same with the Graph API itself.
    static func graph<Answer: Sendable>(
        _ settings: Settings, _ ask: (GraphClient) async throws(PlainError) -> Answer
    ) async throws(PlainError) -> Answer {
        let graph = try GraphMaking.client(settings, timeout: Doctor.patience)
        let result: Result<Answer, PlainError>
        do throws(PlainError) {
            result = .success(try await ask(graph))
        } catch {
            result = .failure(error)
        }
        await graph.shutdown()
        return try result.get()
    }
}
