import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// A salesperson at the desk: a call, the loop, a message, the QR code.
    @Suite("At the desk")
    struct CallTests {
        private static let number = "+39 347 123 4567"

        @Test("a call with an outcome is two keys; it stays after a restart, and u takes all of it back")
        func call() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal, phone: Self.number)
                try await terminal.press("c")
                try await terminal.screen("show the number and the outcomes with their next calls") {
                    $0.contains("CALL") && $0.contains("+39 347 123 4567") && $0.contains("1 no answer →") && $0.contains("0 won")
                }
                // Nothing is written before an outcome.
                #expect(try await bench.customers().first?["attempts"] as? Int == 0)
                try await terminal.press("1")
                try await terminal.shows("call to Maria Rossi: no answer (1)")
                try await terminal.row("Maria Rossi", has: "attempted")
                try await terminal.leave()
                let called = try #require(try await bench.customers().first)
                #expect(called["attempts"] as? Int == 1 && called["last_outcome"] as? String == "no_answer")
                #expect(called["status"] as? String == "attempted" && called["next_call_time"] is String)

                try await terminal.enter("clear; leadsheet")
                try await terminal.row("Maria Rossi", has: "attempted")
                try await terminal.press("u")
                try await terminal.row("Maria Rossi", has: "new", lacks: "attempted")
                let undone = try #require(try await bench.customers().first)
                #expect(undone["attempts"] as? Int == 0 && !(undone["last_outcome"] is String))
                try await terminal.leave()
            }
        }

        @Test("the loop goes from card to card with one call each, and ends with their count")
        func loop() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal, phone: Self.number)
                try await terminal.press("a")
                try await terminal.shows("new customer")
                try await terminal.type("Bo Berg")
                try await terminal.press("Enter")
                try await terminal.shows("added Bo Berg")
                try await terminal.press("2")
                try await terminal.screen("show both in the call list") {
                    $0.contains("WHY") && $0.contains("Maria Rossi") && $0.contains("Bo Berg")
                }
                try await terminal.press("Enter")
                try await terminal.shows("1 of 2")
                try await terminal.press("c")
                try await terminal.shows("1 no answer →")
                try await terminal.press("1")
                try await terminal.shows("2 of 2")
                try await terminal.press("c")
                try await terminal.shows("1 no answer →")
                try await terminal.press("1")
                try await terminal.shows("2 calls: 2 no answer.")
                #expect(try await bench.customers().compactMap { $0["attempts"] as? Int } == [1, 1])
                try await terminal.press("1")
                try await terminal.row("Maria Rossi", has: "attempted")
                try await terminal.leave()
            }
        }

        @Test("a message is kept as a contact and no call, and the QR codes of call and chat are drawn")
        func message() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal(columns: 110, rows: 40)
                try await bench.beginWithMaria(terminal, phone: Self.number)
                try await terminal.press("w")
                try await terminal.shows("WHATSAPP")
                try await terminal.press("2", "Enter")
                try await terminal.shows("WhatsApp \"not reached\" to Maria Rossi")
                let written = try #require(try await bench.customers().first)
                #expect(written["attempts"] as? Int == 0 && written["last_contact"] is String)

                try await terminal.press("c")
                try await terminal.shows("0 won")
                try await terminal.press("Q")
                try await terminal.screen("show the code of the number") { $0.contains("▀") && $0.contains("tel:+393471234567") }
                try await terminal.press("Escape")
                try await terminal.hides("▀")
                try await terminal.press("Escape")
                try await terminal.hides("0 won")
                try await terminal.press("w")
                try await terminal.shows("WHATSAPP")
                try await terminal.press("Q")
                try await terminal.screen("show the code of the chat") { $0.contains("▀") && $0.contains("wa.me/393471234567") }
                try await terminal.press("Escape")
                try await terminal.hides("▀")
                try await terminal.press("Escape")
                try await terminal.hides("WHATSAPP")
                #expect(try await bench.customers().first?["attempts"] as? Int == 0)
                try await terminal.leave()
            }
        }
    }
}
