import EndToEndSupport
import Foundation
import Testing

extension EndToEnd {
    @Suite("Sharing")
    struct SharingTests {
        @Test("a spreadsheet that is shared stands at the colleague's screens, and a lead that one takes is seen by the other at once")
        func shared() async throws {
            try await Workbench.use { bench in
                for user in ["ana", "ben"] { #expect(try await bench.leadsheet("user", "add", user).status == 0) }
                try "customer_name\nAda\n".write(toFile: "\(bench.folder)/a.csv", atomically: true, encoding: .utf8)
                #expect(try await bench.leadsheet("import", "\(bench.folder)/a.csv", "--sheet", "Fair", "--user", "ana").status == 0)
                let unknown = try await bench.leadsheet("sheet", "share", "Fair", "--with", "eve", "--right", "read", "--user", "ana")
                #expect(unknown.status == 1 && unknown.err.contains("There is no user \"eve\""))
                let other = try await bench.leadsheet("sheet", "share", "Club", "--with", "ben", "--right", "read", "--user", "ana")
                #expect(other.status == 1 && other.err.contains("ana has no spreadsheet \"Club\" (known: Fair)"))
                #expect(try await bench.leadsheet("sheet", "shares").err.contains("no spreadsheet is shared"))
                let done = try await bench.leadsheet("sheet", "share", "Fair", "--with", "ben", "--right", "write", "--user", "ana")
                #expect(done.out == "shared Fair with ben, to read and write\n", "\(done)")
                let others = try await bench.leadsheet("sheet", "share", "Fair", "--with", "ana", "--right", "read", "--user", "ben")
                #expect(others.status == 1 && others.err.contains("Fair · ana") && !others.err.contains("known:"), "\(others)")
                let list = try await bench.leadsheet("sheet", "shares").out
                #expect(list.contains(#/ana +Fair +ben +write/#), "\(list)")

                let taken = try await bench.leadsheet("import", "\(bench.folder)/a.csv", "--sheet", "Fair · ana", "--user", "ben")
                #expect(taken.status == 1 && taken.err.contains("is the spreadsheet \"Fair\" of ana, which is shared with you"), "\(taken)")
                let trial = try await bench.leadsheet("import", "\(bench.folder)/a.csv", "--sheet", "Fair", "--user", "ben", "--dry-run")
                #expect(trial.err.contains("Fair · ana is ana's spreadsheet and stays as it is"), "\(trial)")
                let exported = try await bench.leadsheet("export", "--sheet", "Fair · ana", "--user", "ben")
                #expect(exported.status == 0 && exported.out.contains("Ada"), "\(exported)")

                let (ana, ben) = (try await bench.terminal(), try await bench.terminal())
                _ = try await ana.start("leadsheet --user ana")
                try await ana.shows("Ada")
                _ = try await ben.start("leadsheet --user ben")
                try await ben.shows("Fair · ana")
                try await ana.press("i")
                try await ana.shows("took Ada")
                try await ben.shows("TAKEN BY")
                try await ben.press("i")
                try await ben.shows("ana has this lead since")

                let removed = try await bench.leadsheet("user", "remove", "ben", "--yes")
                #expect(removed.out.contains("was removed, with 0 spreadsheets, 0 customers and 0 pages"), "\(removed)")
                #expect(removed.err.contains("1 spreadsheet that colleagues shared with ben"), "\(removed)")
            }
        }
    }
}
