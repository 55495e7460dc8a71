/// When a failed delivery goes out again: at once, then less and less often, for 36 hours (Meta: Graph API webhooks,
/// getting started). Meta does not tell its exact times; these are shorter, so that a restarted listener soon has all.
enum RetryPlan {
    private static let first: [Duration] = [
        .milliseconds(200), .seconds(1), .seconds(3), .seconds(10), .seconds(30), .seconds(60),
    ]
    private static let last: Duration = .seconds(300)
    static let giveUpAfter: Duration = .seconds(36 * 3600)

    /// The wait before the attempt after this many failures; `failures` ≥ 1.
    static func wait(after failures: Int) -> Duration {
        first.indices.contains(failures - 1) ? first[failures - 1] : last
    }
}
