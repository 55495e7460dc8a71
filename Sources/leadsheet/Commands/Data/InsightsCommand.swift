import ArgumentParser
import CRM
import Foundation

/// `leadsheet insights`
struct InsightsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insights", abstract: "Say what became of the customers of the last days.",
        usage: "leadsheet insights [--days DAYS] [--by campaign|form] [--json] [OPTIONS]"
    ).withCommonOptions
    @Option(
        help: ArgumentHelp("The last so many days, today included: 7, 30, 90 or 365.", valueName: "days"),
        completion: .list(InsightSpan.allCases.map { String($0.rawValue) }))
    var days = 30
    @Option(
        help: ArgumentHelp("Whether leads and wins are told apart by campaign or by form.", valueName: "campaign|form"),
        completion: .list(InsightGrouping.allCases.map(\.rawValue)))
    var by = "campaign"
    @Flag(help: "One object with customers, won, first_call, statuses, days, groups, hours and today.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        guard InsightSpan(rawValue: days) != nil else { throw ValidationError("--days takes 7, 30, 90 or 365.") }
        guard InsightGrouping(rawValue: by) != nil else { throw ValidationError("--by takes campaign or form.") }
    }

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        guard case .user(let user) = try UserChoice.make(named: settings.user, among: store.users()) else {
            return Output.note("there is no user yet, and so nothing to count. Start the screens with: leadsheet")
        }
        let question = InsightQuestion(span: InsightSpan(rawValue: days) ?? .month, grouping: InsightGrouping(rawValue: by) ?? .campaign)
        let (now, zone) = (Date(), settings.zone)
        let facts = try store.insightFacts(of: user.id, in: question.periods(at: now, in: zone), by: question.grouping)
        let insights = Insights(facts, question, statuses: settings.statuses, zone: zone, at: now)
        try Output.text(json ? InsightsOutput.json(insights) : InsightsOutput.text(insights))
    }
}
