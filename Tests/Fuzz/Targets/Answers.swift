import Base
import Foundation

@testable import MetaLeads

/// The Graph API's answers: the input is the body of one, and also the text of its usage headers.
enum Answers {
    private static let secret = "s3cret-of-the-page"

    static func check(_ body: [UInt8]) throws(BrokenPromise) {
        try checkParsers(body)
        try checkErrors(body)
        if let form = try? GraphForm.parse(body), let lead = try? GraphLead.parse(body) {
            try check(lead, questions: form.questions)
        }
        if let lead = try? GraphLead.parse(body, askedFor: "17") { try check(lead, questions: nil) }
    }

    private static func checkParsers(_ body: [UInt8]) throws(BrokenPromise) {
        let value = try? JSONValue.parse(body)
        var read = 0
        func attempt<Value>(_ parse: ([UInt8]) throws -> Value, _ check: (Value) throws(BrokenPromise) -> Void) throws(BrokenPromise) {
            guard let parsed = try? parse(body) else { return }
            read += 1
            try check(parsed)
        }
        try attempt({ try GraphList.parse($0, ListedLead.init(json:)) }) { (list) throws(BrokenPromise) in
            try BrokenPromise.unless(list.items.count + list.unreadable == value?["data"]?.elements?.count, "A list lost an element")
            try check(cursor: list.next)
            for lead in list.items {
                let again = (try? JSONValue.parse(lead.raw.utf8)).flatMap(ListedLead.init(json:))
                try BrokenPromise.unless(again == lead, "What is kept of a listed lead reads as another")
                try check(time: lead.createdTime)
            }
        }
        try attempt({ try GraphList.parse($0, CountedForm.init(json:)) }) { (list) throws(BrokenPromise) in
            try check(cursor: list.next)
            for form in list.items {
                let isSound = form.held.map { $0 >= 0 && $0 <= form.leads ?? 0 } ?? true
                try BrokenPromise.unless(isSound, "A form holds \(form.held ?? 0) of \(form.leads ?? 0) leads")
            }
        }
        try attempt({ try TokenFacts.parse($0, secrets: [secret]) }) { (facts) throws(BrokenPromise) in
            try check(time: facts.expiresAt)
            try check(time: facts.dataAccessExpiresAt)
            if let problem = facts.problem { try check(sentence: problem) }
        }
        try attempt({ try LeadAccess.parse($0, secrets: [secret]) }) { (access) throws(BrokenPromise) in
            for words in [access.reason, access.resolution].compactMap({ $0 }) { try check(sentence: words) }
        }
        try attempt(GraphPage.parse) { (page) throws(BrokenPromise) in try check(id: page.id) }
        try attempt(GraphForm.parse) { (form) throws(BrokenPromise) in try check(id: form.id) }
        try attempt(SubscribedApp.parse) { (apps) throws(BrokenPromise) in for app in apps { try check(id: app.id) } }
        try attempt(AppSubscription.parse) { (_) throws(BrokenPromise) in }
        try BrokenPromise.unless(read == 0 || !GraphAnswer.holdsError(body), "An error was taken for an answer")
    }

    private static func checkErrors(_ body: [UInt8]) throws(BrokenPromise) {
        let text = String(decoding: body, as: UTF8.self)
        let headers = [
            ("X-App-Usage", text), ("x-business-use-case-usage", text), ("Retry-After", text), ("WWW-Authenticate", text),
        ]
        for status in [200, 400, 403, 404, 429, 500] {
            let failure = GraphErrorClass.classify(status: status, headers: headers, body: body, secrets: [secret])
            for words in [failure.message, failure.userTitle, failure.userMessage, failure.traceID].compactMap({ $0 }) {
                try check(sentence: words)
            }
            try BrokenPromise.unless(!failure.message.isEmpty && !failure.remedy.isEmpty, "A failure says nothing")
            if let wait = failure.retryAfter {
                try BrokenPromise.unless(wait > .zero && wait <= .seconds(86400), "A wait of \(wait)")
            }
        }
        if let minutes = GraphUsage.parse(headers)?.minutesToRegainAccess {
            try BrokenPromise.unless(minutes >= 0, "A wait of \(minutes) minutes")
        }
    }

    /// Nothing that was answered is lost, and no answer breaks a line.
    private static func check(_ lead: GraphLead, questions: [FormQuestion]?) throws(BrokenPromise) {
        try check(time: lead.createdTime)
        let contact = LeadMapper.map(lead.fields, questions: questions)
        let columns = [contact.name, contact.company, contact.phone, contact.email].compactMap { $0 }
        for column in columns {
            let isLine = column.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            try BrokenPromise.unless(isLine, "A column holds a control character")
        }
        let kept = columns + contact.other.flatMap(\.values)
        let options = (questions ?? []).flatMap(\.options)
        for value in lead.fields.flatMap(\.values).map(ContactText.clean) where !value.isEmpty {
            let phone = ContactText.phone(value)
            let isKept =
                kept.contains { $0.contains(value) || $0.contains(phone) }
                || options.contains { option in option.key == value && kept.contains(option.value) }
            try BrokenPromise.unless(isKept, "An answer was lost")
        }
    }

    private static func check(sentence: String) throws(BrokenPromise) {
        try BrokenPromise.unless(sentence.count <= 300, "A sentence of \(sentence.count) characters")
        try BrokenPromise.unless(Harmless.holds(sentence), "A sentence holds what a terminal obeys")
        try BrokenPromise.unless(Data(sentence.utf8).range(of: Data(secret.utf8)) == nil, "A sentence holds a secret")
    }

    private static func check(cursor: String?) throws(BrokenPromise) {
        if let cursor { try BrokenPromise.unless(!cursor.isEmpty && cursor.utf8.count <= 2048, "A cursor that cannot be asked for") }
    }

    private static func check(time: Date?) throws(BrokenPromise) {
        guard let seconds = time?.timeIntervalSince1970 else { return }
        try BrokenPromise.unless(seconds > -62_135_683_200 && seconds < 253_402_387_200, "A time beyond the calendar: \(seconds)")
    }

    /// An id becomes part of an address and of nothing else.
    private static func check(id: String) throws(BrokenPromise) {
        let encoded = GraphAddress.encoded(id)
        let isPlain = encoded.utf8.allSatisfy { byte in
            switch Character(Unicode.Scalar(byte)) {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "%": true
            default: false
            }
        }
        try BrokenPromise.unless(isPlain, "An id breaks out of an address")
        try BrokenPromise.unless(same(encoded.removingPercentEncoding ?? "", id), "An id is another once it is in an address")
    }
}
