import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// Numbers without a country code belong to the user's country.
    @Suite("Phone numbers")
    struct PhoneTests {
        @Test("a user has the country of the locale or the one that is named, and a wrong one is refused")
        func countries() async throws {
            try await Workbench.use { bench in
                let named = try await bench.leadsheet("user", "add", "ana", "--country", "it", with: ["LANG": "de_DE.UTF-8"])
                #expect(named.out == "User ana was added. Phone numbers without a country code are read as those of Italy (IT).\n")
                let local = try await bench.leadsheet("user", "add", "ben", with: ["LANG": "de_DE.UTF-8"])
                #expect(local.out.hasSuffix("are read as those of Germany (DE).\n"))
                let none = try await bench.leadsheet("user", "add", "eve")
                #expect(none.out.hasSuffix("are not recognised until a country is set: leadsheet user set eve --country CODE\n"))

                let wrong = try await bench.leadsheet("user", "set", "eve", "--country", "Itlay")
                #expect(wrong.status == 64)
                #expect(wrong.err.hasPrefix("leadsheet: \"Itlay\" is not a country. Write its two letters, such as IT"))
                let nobody = try await bench.leadsheet("user", "set", "zoe", "--country", "IT")
                #expect(nobody.status == 1 && nobody.err.contains("There is no user \"zoe\"."))

                let doctor = try await bench.leadsheet("doctor")
                #expect(doctor.out.contains("user eve") && !doctor.out.contains("user ana"))
                #expect(try await bench.leadsheet("user", "set", "eve", "--country", "GB").out.contains("United Kingdom (GB)"))
                let list = try await bench.leadsheet("user", "list")
                #expect(list.out == "USER  COUNTRY\nana   IT Italy\nben   DE Germany\neve   GB United Kingdom\n")
                let rows =
                    try JSONSerialization.jsonObject(with: Data(try await bench.leadsheet("user", "list", "--json").out.utf8))
                    as? [[String: String]]
                #expect(rows == [["name": "ana", "country": "IT"], ["name": "ben", "country": "DE"], ["name": "eve", "country": "GB"]])
            }
        }

        @Test("a local number is shown and found with the country code, kept as it was typed, and follows the country")
        func shown() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal, phone: "347-123 4567")
                try await terminal.row("Maria Rossi", has: "+39 347 123 4567")
                try await terminal.press("/")
                try await terminal.type("+39347123")
                try await terminal.shows("1 here")
                // Whoever was found alone is opened, for a caller is on the line.
                try await terminal.press("Enter")
                try await terminal.shows("Italy, ")
                try await terminal.press("Escape")
                try await terminal.shows("1 here")
                try await terminal.press("Escape")
                try await terminal.hides("1 here")
                try await terminal.leave()
                #expect(try await bench.customers().first?["phone_number"] as? String == "347-123 4567")

                try await bench.leadsheet("user", "set", "ana", "--country", "US")
                try await terminal.enter("clear; LEADSHEET_PHONE_FORMAT=national leadsheet")
                try await terminal.row("Maria Rossi", has: "347-123 4567")
                try await terminal.leave()
                try await bench.leadsheet("user", "set", "ana", "--country", "IT")
                try await terminal.enter("clear; LEADSHEET_PHONE_FORMAT=national leadsheet")
                try await terminal.row("Maria Rossi", has: " 347 123 4567")
                try await terminal.leave()
            }
        }
    }
}
