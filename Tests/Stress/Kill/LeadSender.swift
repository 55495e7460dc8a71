import Base
import CRM
import Foundation
import EndToEndSupport

/// Posts what the stream gives, as fast as it is answered but for short pauses, and connects again when the program is away.
struct LeadSender: Sendable {
    /// One of them at a time, another when the connection broke.
    let ports: [UInt16]
    let stream: LeadStream
    let seed: UInt64

    /// Returns when the stream is done. The work is on a thread of its own, since it blocks.
    func run() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                send()
                continuation.resume()
            }
        }
    }

    private func send() {
        var generator = SeededGenerator(seed: seed)
        var connection: WebhookConnection?
        while let post = stream.next() {
            while connection == nil {
                connection = WebhookConnection(port: ports[generator.below(ports.count)])
                if connection == nil {
                    guard !stream.isAbandoned else { return }
                    usleep(2000)
                }
            }
            let answer = connection?.post(post.request)
            stream.note(post, answer)
            // A refusal may close the connection.
            if answer?.status != 200 { connection = nil }
            usleep(UInt32(generator.below(6000)))
        }
    }
}
