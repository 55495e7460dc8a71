import Foundation

/// One thing that a stranger may do to the port without knowing any secret.
struct StrangerAttack: Sendable {
    typealias Connect = () -> StrangerConnection

    let name: String
    var threads = 2
    /// Makes what a thread does over and over; it may hold connections.
    let make: @Sendable (@escaping Connect) -> () -> Void

    /// One request on a new connection, and its answer waited for.
    private static func request(_ name: String, threads: Int = 2, pause: UInt32 = 0, _ bytes: [UInt8]) -> StrangerAttack {
        StrangerAttack(name: name, threads: threads) { connect in
            {
                let connection = connect()
                connection.send(bytes)
                connection.hear()
                if pause > 0 { usleep(pause) }
            }
        }
    }

    /// So many connections for each thread, each of which sends something when it is made and every so many seconds, and is made anew
    /// when it is closed.
    private static func hold(_ name: String, _ count: Int, first: String, again: String?, every seconds: UInt32) -> StrangerAttack {
        StrangerAttack(name: name) { connect in
            var held: [StrangerConnection] = []
            return {
                held.removeAll { !$0.isOpen }
                while held.count < count {
                    let connection = connect()
                    connection.send(Array(first.utf8))
                    held.append(connection)
                }
                usleep(seconds * 1_000_000)
                if let again { for connection in held { connection.send(Array(again.utf8)) } } else { held = [] }
            }
        }
    }

    private static let mark = "\u{0301}\u{0323}"
    private static let size = 1_044_000

    private static func post(_ body: [UInt8], fields: String = "", less: Int = 0) -> [UInt8] {
        let head = "POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\n\(fields)Content-Length: \(body.count)\r\n\r\n"
        return Array(head.utf8) + body.dropLast(less)
    }

    private static func post(_ body: String, fields: String = "") -> [UInt8] { post(Array(body.utf8), fields: fields) }

    private static func marks(_ before: String, _ after: String, _ unit: String = mark) -> [UInt8] {
        post(before + "a" + String(repeating: unit, count: (size - before.utf8.count - after.utf8.count - 1) / unit.utf8.count) + after)
    }

    private static var crumbs: [UInt8] {
        Array("POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            + [[UInt8]](repeating: Array("1\r\n \r\n".utf8), count: 600_000).flatMap(\.self) + Array("0\r\n\r\n".utf8)
    }

    private static let lead =
        #"{"object":"page","entry":[{"id":"stranger","changes":[{"field":"leadgen","value":{"leadgen_id":"1","page_id":"stranger"}}]}]}"#
    private static let known =
        #"{"object":"page","entry":[{"id":"page_1","changes":[{"field":"leadgen","value":{"leadgen_id":"1","page_id":"page_1"}}]}]}"#
    private static let wrong = "X-Hub-Signature-256: sha256=\(String(repeating: "0", count: 64))\r\n"

    static let all: [StrangerAttack] = [
        request("nothing", threads: 1, pause: 1_000_000, Array("GET /nope HTTP/1.1\r\nHost: x\r\n\r\n".utf8)),
        request("marks in a nested key", marks(#"{"x":{""#, #"":1}}"#)),
        request("marks in a key", marks(#"{""#, #"":1}"#)),
        request("marks in a field", marks(#"{"object":"page","entry":[{"id":"1","changes":[{"field":""#, #"","value":{}}]}]}"#)),
        request("marks in escapes", marks(#"{""#, #"":1}"#, #"\u0301\u0323"#)),
        request("marks in an id", marks(#"{"object":"page","entry":[{"id":""#, #"","changes":[]}]}"#)),
        hold(
            "places held by few requests", 300, first: "GET /nope HTTP/1.1\r\nHost: x\r\n\r\n",
            again: "GET /nope HTTP/1.1\r\nHost: x\r\n\r\n", every: 4),
        hold("places held in silence", 1200, first: "", again: nil, every: 3),
        hold("places held by beginnings", 300, first: "POST /api/meta/webhook HTTP/1.1\r\n", again: "X: y\r\n", every: 1),
        StrangerAttack(name: "large bodies held", threads: 1) { connect in
            let body = post([UInt8](repeating: 32, count: 1 << 20), less: 1)
            var held: [StrangerConnection] = []
            return {
                held.append(connect())
                held.last?.send(body)
                if held.count > 80 { held.removeFirst() }
                usleep(100_000)
            }
        },
        request("crumbs", crumbs),
        request("empty entries", post(#"{"object":"page","entry":["# + String(repeating: "{},", count: 340_000) + "{}]}")),
        request("numbers", post("[" + String(repeating: "1,", count: 500_000) + "1]")),
        request("brackets", post(String(repeating: "[", count: 1_000_000))),
        request("a known page, wrong signature", post(known + String(repeating: " ", count: 1_000_000), fields: wrong)),
        request("small and unsigned", threads: 4, post(lead)),
        request("health", threads: 4, Array("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8)),
        request(
            "verifications", threads: 4,
            Array("GET /api/meta/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token=x HTTP/1.1\r\nHost: x\r\n\r\n".utf8)),
        StrangerAttack(name: "connect and reset") { connect in { connect().reset() } },
        StrangerAttack(name: "endless chunk extensions") { connect in
            let piece = [UInt8](repeating: 97, count: 65_536)
            return {
                let connection = connect()
                connection.send(Array("POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;".utf8))
                while connection.isOpen { connection.send(piece) }
            }
        },
        StrangerAttack(name: "answers not taken") { connect in
            let requests = Array(String(repeating: "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", count: 2000).utf8)
            return {
                let connection = connect()
                connection.send(requests)
                usleep(200_000)
            }
        },
    ]
}
