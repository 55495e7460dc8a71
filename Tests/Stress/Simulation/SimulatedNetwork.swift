import MetaLeads

/// What lies between the program and Meta: slow, cut, lossy, or away, and Meta's own bad moments.
struct SimulatedNetwork: GraphTransport {
    let history: History
    let life: Life

    func send(_ request: GraphRequest) async throws(GraphFailure) -> HTTPAnswer {
        let (dice, weather) = (history.dice, history.weather)
        let isLost = weather.isAway || dice.chance(weather.loss)
        let isLate = dice.chance(weather.lateness)
        await pass(isLost ? dice.span(0.01...15) : isLate ? dice.span(1...14) : dice.span(0.02...0.4))
        guard !life.isOver else { throw GraphFailure(kind: .unreachable, message: "The program has ended.") }
        guard !isLost else { throw GraphFailure(kind: .unreachable, message: "Meta did not answer in time.") }
        var answer = history.meta.answer(request, at: history.scheduler.now)
        if dice.chance(weather.errors), let other = dice.pick(SimulatedNetwork.troubles) { answer = other }
        if dice.chance(weather.cuts) {
            answer = HTTPAnswer(status: answer.status, body: Array(answer.body.prefix(dice.below(answer.body.count))))
        }
        if dice.chance(weather.quota) {
            let minutes = dice.count(1...40)
            let usage =
                "{\"1\":[{\"type\":\"leadgen\",\"call_count\":97,\"total_cputime\":1,\"total_time\":1,\"estimated_time_to_regain_access\":\(minutes)}]}"
            answer = HTTPAnswer(status: answer.status, headers: answer.headers + [("x-business-use-case-usage", usage)], body: answer.body)
        }
        history.note(
            "asked \(request.url.prefix { $0 != "?" }.dropFirst(32)): \(answer.status) \(String(decoding: answer.body.prefix(90), as: UTF8.self))"
        )
        return answer
    }

    func shutdown() async {}

    /// Waits so many seconds; at the end of its life, no longer.
    private func pass(_ seconds: Double) async {
        await withCheckedContinuation { continuation in
            history.scheduler.after(seconds, life: life, isKept: true) { continuation.resume() }
        }
    }

    /// One answer of each class that the product tells apart, and some that are none.
    private static let troubles: [HTTPAnswer] = [
        HTTPAnswer(status: 502, body: Array("<html><body>Bad gateway</body></html>".utf8)),
        HTTPAnswer(status: 503, body: Array("Service Unavailable".utf8)),
        HTTPAnswer(status: 200, body: []),
        HTTPAnswer(status: 200, body: [0xFF, 0xFE, 0x00, 0x7B]),
        HTTPAnswer(status: 200, body: Array("<html>Sign in to the hotel's network</html>".utf8)),
        HTTPAnswer(status: 200, body: Array("{}".utf8)),
        HTTPAnswer(status: 408, body: []),
        HTTPAnswer(status: 429, headers: [("Retry-After", "120")], body: []),
        HTTPAnswer(status: 404, body: Array("Not found".utf8)),
        .error(200, 2, "Service temporarily unavailable"),
        .error(500, 1, "An unknown error occurred"),
        .error(500, 1, "Please reduce the amount of data you're asking for, then retry your request"),
        .error(400, 1, "This cannot be done", more: ",\"is_transient\":false,\"error_user_msg\":\"No\""),
        .error(400, 4, "(#4) Application request limit reached"),
        .error(400, 17, "(#17) User request limit reached", headers: [("X-App-Usage", "not json")]),
        .error(400, 32, "(#32) Page request limit reached"),
        .error(400, 613, "(#613) Calls to this api have exceeded the rate limit.", subcode: 1996),
        .error(400, 190, "Error validating access token: Session has expired", subcode: 463),
        .error(400, 102, "Session key invalid or no longer valid"),
        .error(400, 104, "Incorrect signature"),
        .error(403, 3, "(#3) Application does not have the capability to make this API call."),
        .error(403, 10, "(#10) This endpoint requires the 'pages_read_engagement' permission"),
        .error(403, 200, "(#200) Requires leads_retrieval permission to manage the object"),
        .error(403, 200, "(#200) Ad account owner has NOT grant ads_management or ads_read permission"),
        .error(400, 100, "Unsupported get request. Object does not exist", subcode: 33),
        .error(400, 100, "(#100) Tried accessing nonexisting field (partner_name)"),
        .error(400, 100, "(#100) Param is wrong"),
        .error(400, 803, "(#803) Some of the aliases you requested do not exist"),
        .error(400, 2500, "Unknown path components"),
        .error(400, 368, "The action attempted has been deemed abusive or is otherwise disallowed"),
        .error(400, 2635, "You are calling a deprecated version of the Ads API."),
        .error(400, 999_999, "Nobody knows this code"),
    ]
}

/// How well the world goes at a moment. Probabilities are of one question to Meta.
struct Weather {
    /// Meta cannot be reached at all.
    var isAway = false
    var loss = 0.0
    var lateness = 0.0
    var errors = 0.0
    var cuts = 0.0
    /// Answers that tell of a used-up quota.
    var quota = 0.0
    /// Of one of Meta's posts: it is lost, its answer is lost, it comes twice.
    var postLoss = 0.0
    var answerLoss = 0.0
    var twice = 0.0
    /// Of one call of the store: the program dies there.
    var death = 0.0
    /// Of one call of the store: others go on meanwhile.
    var crowd = 0.0
    var isDiskFull = false

    static let fair = Weather()
}
