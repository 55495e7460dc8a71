import Foundation
import Synchronization

/// The subject of the next delivery.
extension MetaSimulator {
    /// Makes the leads of a delivery and its signed body.
    func compose(_ kind: DeliveryKind) -> Delivery {
        let now = clock()
        return state.withLock { state in
            let pages = configuration.pages
            let page = state.styles.below(pages.count)
            var style = BodyStyle.any(&state.styles)
            var secret = pages[page].appSecret
            var leads: [SimulatedLead] = []
            var isNew = true
            func add(_ kind: LeadKind, _ page: Int, secondsAgo: Int) {
                let time = now.addingTimeInterval(-Double(secondsAgo))
                leads.append(state.graph.book.add(kind: kind, page: page, createdTime: time))
            }
            switch kind {
            case .single(let lead): add(lead, page, secondsAgo: state.styles.below(5))
            case .batch(let count):
                // One app posts the leads of all its pages together, and signs with its one secret.
                let mates = pages.indices.filter { pages[$0].appSecret == pages[page].appSecret }
                for _ in 0..<max(1, count) {
                    add(.ordinary, state.styles.pick(mates), secondsAgo: state.styles.below(90))
                }
            case .duplicate:
                if let old = state.sent.last.flatMap(state.graph.book.lead) {
                    leads = [old]
                    secret = pages.first { $0.id == old.pageID }?.appSecret ?? secret
                    isNew = false
                } else {
                    add(.ordinary, page, secondsAgo: 1)
                }
            case .outOfOrder: for minutes in 0..<3 { add(.ordinary, page, secondsAgo: minutes * 60) }
            case .dashboardTest:
                let body = WebhookBody.dashboardTest(sentAt: now)
                return Delivery(body: SignedBody(body, appSecret: secret), leadgenIDs: [])
            case .numericIDs:
                style = BodyStyle(idsAsNumbers: true)
                add(.ordinary, page, secondsAgo: 0)
            case .valueFirst:
                style = BodyStyle(valueFirst: true)
                add(.ordinary, page, secondsAgo: 0)
            case .noAd(let missing):
                style = BodyStyle(missingAd: missing)
                add(.test, page, secondsAgo: 0)
            case .badSignature:
                add(.ordinary, page, secondsAgo: 0)
                secret += "?"
            }
            if isNew { state.sent += leads.map(\.id) }
            return Delivery(
                body: SignedBody(leads, style: style, sentAt: now, appSecret: secret), leadgenIDs: leads.map(\.id))
        }
    }

    /// Mostly single leads, the first one always.
    func nextKind() -> DeliveryKind {
        state.withLock { state in
            guard !state.sent.isEmpty else { return .single() }
            let hostile = configuration.mixture == .everything ? 12 : 0
            let left = configuration.leadLimit.map { $0 - state.sent.count } ?? .max
            switch state.styles.below(100 + hostile) {
            case 0..<70: return .single()
            case 70..<78: return .single(configuration.mixture == .everything ? .skippedAnswers : .ordinary)
            case 78..<86 where left >= 4: return .batch(2 + state.styles.below(3))
            case 86..<92: return .duplicate
            case 92..<95 where left >= 3: return .outOfOrder
            case 95..<97: return .single(.test)
            case 97..<98: return .dashboardTest
            case 100...: return .single(.hostile)
            default: return .single(.translated)
            }
        }
    }

    /// Seconds until the next delivery: half to one and a half of the interval for each new lead.
    func wait(after kind: DeliveryKind, interval: Double) -> Double {
        let leads: Double =
            switch kind {
            case .batch(let count): Double(count)
            case .outOfOrder: 3
            case .duplicate, .dashboardTest: 0.2
            default: 1
            }
        return interval * leads * (0.5 + state.withLock { $0.styles.fraction() })
    }
}
