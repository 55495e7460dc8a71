import Base
import Foundation
import MetaLeads

@testable import LeadIntake

/// Webhook deliveries: the input is the body of a POST.
enum Payloads {
    static func check(_ body: [UInt8]) throws(BrokenPromise) {
        let payload: WebhookPayload
        do {
            payload = try WebhookParser.parse(body)
        } catch {
            // Of a delivery with too many changes the rest is not read.
            if error == .tooManyChanges { return }
            let isJSON = (try? JSONValue.parse(body)) != nil
            return try BrokenPromise.unless((error == .notJSON) == !isJSON, "Two readers differ about what is JSON: \(error)")
        }
        try BrokenPromise.unless(payload.changes.count <= 5000, "\(payload.changes.count) changes came through")
        for change in payload.changes { try check(change, in: body) }
        try checkOrder(payload, body)
        try checkSignature(payload, body)
    }

    private static func check(_ change: WebhookChange, in body: [UInt8]) throws(BrokenPromise) {
        try BrokenPromise.unless(isUsable(change.entryID), "An entry's id came through that cannot be one")
        if let raw = change.raw {
            try BrokenPromise.unless((try? JSONValue.parse(raw)) != nil, "A change's own bytes are not JSON")
            try BrokenPromise.unless(contains(body, raw), "A change's bytes are not those that were sent")
        }
        switch change.kind {
        case .lead(let notice), .test(let notice):
            try BrokenPromise.unless(change.field == "leadgen", "A lead came in the field \(change.field)")
            try BrokenPromise.unless(change.raw != nil, "A lead has no bytes of its own")
            for id in [notice.leadgenID, notice.formID, notice.adID].compactMap({ $0 }) {
                try BrokenPromise.unless(!id.isEmpty && id != "0" && isUsable(id), "An id came through that cannot be one")
            }
            try BrokenPromise.unless(isUsable(notice.pageID), "A page's id came through that cannot be one")
            if let time = notice.createdTime?.timeIntervalSince1970 {
                try BrokenPromise.unless(time > -62_135_596_801 && time < 253_402_300_801, "A time beyond the calendar: \(time)")
            }
        case .unreadable(let why): try BrokenPromise.unless(!why.isEmpty, "No reason is given")
        case .valuesOff, .other: break
        }
    }

    private static func isUsable(_ id: String) -> Bool {
        id.utf8.count <= 256 && id.unicodeScalars.allSatisfy { $0 != " " && $0.properties.generalCategory != .control }
    }

    /// The order of keys, white space and the way letters are escaped say nothing.
    private static func checkOrder(_ payload: WebhookPayload, _ body: [UInt8]) throws(BrokenPromise) {
        guard let value = try? JSONValue.parse(body), let again = try? WebhookParser.parse(value.written.utf8) else {
            throw BrokenPromise(description: "The same delivery, written anew, is refused")
        }
        func facts(_ payload: WebhookPayload) -> [String] {
            payload.changes.map { "\($0.entryID)|\(String(describing: $0.entryTime))|\($0.field)|\($0.kind)" }.sorted()
        }
        try BrokenPromise.unless(payload.object == again.object, "The same delivery, written anew, has another object")
        try BrokenPromise.unless(facts(payload) == facts(again), "The same delivery, written anew, has other changes")
    }

    /// Pages with two secrets and with none, over what the delivery itself names.
    private static func checkSignature(_ payload: WebhookPayload, _ body: [UInt8]) throws(BrokenPromise) {
        let ours = "a secret of one app"
        let theirs = "the secret of another"
        let header = WebhookSignature.header(for: body, appSecret: ours)
        try BrokenPromise.unless(WebhookSignature.matches(header: header, body: body, appSecret: ours), "Our own signature fails")
        try BrokenPromise.unless(!WebhookSignature.matches(header: header, body: body, appSecret: theirs), "Another secret opens it")
        try BrokenPromise.unless(
            !WebhookSignature.matches(header: header, body: body + [0], appSecret: ours), "A body with a byte more passes")

        var secrets: [String: String] = [:]
        for change in payload.changes.prefix(50) {
            for page in named(by: change) where secrets[page] == nil { secrets[page] = [ours, theirs, ""][secrets.count % 3] }
        }
        for sent in [header, nil, "sha256=" + String(repeating: "0", count: 64)] {
            let rule = SignaturePolicy(secrets: secrets, distinct: [ours, theirs], header: sent, body: body)
            for change in payload.changes.prefix(50) {
                guard let acceptance = rule.acceptance(of: change) else { continue }
                let wanted = named(by: change).compactMap { secrets[$0] }.filter { !$0.isEmpty }
                try BrokenPromise.unless(wanted.allSatisfy { $0 == ours && sent == header }, "An unsigned change came through")
                try BrokenPromise.unless(!acceptance.isChecked || sent == header, "Called checked without a signature")
            }
        }
    }

    private static func named(by change: WebhookChange) -> [String] {
        switch change.kind {
        case .lead(let notice), .test(let notice): [change.entryID, notice.pageID]
        case .valuesOff, .other, .unreadable: [change.entryID]
        }
    }

    private static func contains(_ body: [UInt8], _ part: [UInt8]) -> Bool { Data(body).range(of: Data(part)) != nil || part.isEmpty }
}
