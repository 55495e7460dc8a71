import HTTPTypes
import MetaLeads

@testable import WebhookListener

/// What a sender says beside the body: the query and the addresses. The input is both.
enum Queries {
    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        let text = String(decoding: bytes, as: UTF8.self)
        try checkQuery(text)
        try checkAddresses(text)
    }

    private static func checkQuery(_ text: String) throws(BrokenPromise) {
        let query = QueryText(Substring(text))
        for name in ["hub.mode", "hub.challenge", "hub.verify_token", ""] { _ = query[name] }
        // A value that is sent as it should be comes through as it was, whatever stands behind it.
        let encoded = text.utf8.map { byte in "%" + hex(byte >> 4) + hex(byte & 15) }.joined()
        let sent = QueryText(Substring("hub.challenge=\(encoded)&hub.challenge=other&\(text)"))
        try BrokenPromise.unless(sent["hub.challenge"].map { same($0, text) } ?? false, "A challenge came through as another")
    }

    private static func checkAddresses(_ text: String) throws(BrokenPromise) {
        if let range = AddressRange(text) {
            let address = text.split(separator: "/", omittingEmptySubsequences: false).first ?? ""
            try BrokenPromise.unless(range.contains(address), "\(text) does not hold its own address")
            try BrokenPromise.unless(same(range.description, text), "A network describes another")
        }
        if let address = ListenAddress(text) {
            try BrokenPromise.unless(ListenAddress(address.description) == address, "\(address) is written as another")
            try BrokenPromise.unless((0...65535).contains(address.port), "There is no port \(address.port)")
        }
        let trusted = ["127.0.0.1", "10.0.0.0/8", "::1"].compactMap { AddressRange($0) }
        guard let forwardedFor = HTTPField.Name("X-Forwarded-For") else { return }
        var headers = HTTPFields()
        headers[forwardedFor] = text
        let rule = SenderRule(trustedProxies: trusted)
        try BrokenPromise.unless(rule.sender(headers, peer: "203.0.113.9") == nil, "A stranger's word about the sender was believed")
        if let sender = rule.sender(headers, peer: "127.0.0.1") {
            try BrokenPromise.unless(AddressRange(sender) != nil, "The sender is no address")
        }
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16) }
}
