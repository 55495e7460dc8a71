import CRM
import CRMStore
import Foundation
import MetaLeads
import TerminalKit
import Testing
import WebhookListener

@testable import leadsheet

@Suite("What the doctor prints")
struct FindingListTests {
    private let list = FindingList(findings: [
        .ok("key", "It is yours alone."), .note("public address", "Nobody named it.", remedy: "Name it."),
        .fault("page 1 token", "Meta \u{1B}[31m refuses it.", remedy: "Make a new one."),
    ])

    @Test("the JSON is an array of check, ok, detail and remedy")
    func json() throws {
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(list.json.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["check"] as? String } == ["key", "public address", "page 1 token"])
        #expect(rows.map { $0["ok"] as? Bool } == [true, true, false])
        #expect(rows.map { $0["remedy"] as? String } == [nil, "Name it.", "Make a new one."])
        #expect(rows.allSatisfy { Set($0.keys) == ["check", "ok", "detail", "remedy"] })
    }

    @Test("for people it is a line a check with the remedy below, safe for a terminal")
    func text() {
        let text = list.text(columns: nil)
        let lines = text.split(separator: "\n")
        #expect(lines[0] == "ok     key             It is yours alone.")
        #expect(lines[2] == "                       Name it.")
        #expect(lines[3].hasPrefix("fault  page 1 token    Meta"))
        #expect(lines.last == "1 fault.")
        #expect(!text.contains("\u{1B}"))
    }

    @Test("on a terminal what is too long goes on below itself, broken between words", arguments: [45, 80])
    func wrapped(columns: Int) {
        let detail = "The folder is not yours alone, so others could read what is kept there. 山田太郎 owns it, and Zoë may write."
        let remedy = "Run chmod 700 on it, then run leadsheet doctor again."
        let lines = FindingList(findings: [.fault("folder", detail, remedy: remedy)]).text(columns: columns).split(separator: "\n")
        let indent = String(repeating: " ", count: 15)
        #expect(lines.allSatisfy { TextWidth.of(String($0)) <= columns })
        #expect(lines[0].hasPrefix("fault  folder  The folder is"))
        #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix(indent) })
        #expect(lines.dropLast().map { $0.dropFirst(indent.count) }.joined(separator: " ") == detail + " " + remedy)
    }

    @Test("leads that Meta does not tell are a line: a fault with what to do, or a note while it may pass", arguments: [true, false])
    func waiting(isLasting: Bool) {
        var page = MetaPage(id: "1", userID: 1, hasAccessToken: true)
        #expect(Finding.ofWaiting(page, at: Date()).isEmpty)
        page.heldLeads = HeldLeads(reason: isLasting ? .versionDead : .metaTrouble, remedy: "Set a newer one.", since: Date() - 3600)
        let finding = Finding(
            check: "page 1", verdict: isLasting ? .fault : .note, detail: "Meta does not tell its leads.", remedy: "Set a newer one.")
        #expect(Finding.ofWaiting(page, at: Date()) == [finding])
        page.state = .blocked(reason: "Refused", remedy: "Mend it.")
        #expect(Finding.ofWaiting(page, at: Date()) == [.fault("page 1", "Its leads wait: Refused.", remedy: "Mend it.")])
    }

    @Test("one fault makes it unwell, notes do not")
    func status() {
        #expect(!list.isWell)
        #expect(FindingList(findings: Array(list.findings.prefix(2))).isWell)
        #expect(FindingList(findings: Array(list.findings.prefix(2))).text(columns: nil).hasSuffix("All is well.\n"))
    }

    @Test(
        "who listens here, in every case",
        arguments: [
            (ListenerProbe.Found(process: 7, data: "mine"), Finding.Verdict.ok, "Process 7 listens"),
            (ListenerProbe.Found(process: 7, data: "other"), .fault, "Its data are others than those at /x."),
            (nil, .fault, "No Leadsheet listens"),
        ] as [(ListenerProbe.Found?, Finding.Verdict, String)])
    func local(found: ListenerProbe.Found?, verdict: Finding.Verdict, says: String) {
        let address = ListenAddress(host: "127.0.0.1", port: 8080)
        let finding = ListenerFindings.local(address, found: found, isTaken: found != nil, data: "mine", at: "/x")
        #expect(finding.verdict == verdict)
        #expect(finding.detail.contains(says))
    }

    @Test("a certificate that nobody would take makes the listener a fault, whether it runs or would begin now")
    func certificate() {
        let address = ListenAddress(host: "127.0.0.1", port: 8080)
        let fault = TLSFault.runOut("/c.pem")
        let found = ListenerProbe.Found(process: 7, data: "mine", certificateFault: fault.message)
        for finding in [
            ListenerFindings.local(address, found: found, isTaken: true, data: "mine", at: "/x"),
            ListenerFindings.local(address, found: nil, isTaken: false, data: "mine", at: "/x", certificate: fault),
        ] {
            #expect(
                finding.verdict == .fault
                    && finding.detail.hasSuffix(" The certificate /c.pem has run out, so Meta does not connect. Renew it."))
        }
    }

    @Test("whoever forgot --home, or may not look at the data, is told how to find those of the process that listens, and not to stop it")
    func forgotten() {
        let found = ListenerProbe.Found(process: 7, data: "other")
        for data in ["mine", nil] {
            let finding = ListenerFindings.local(
                ListenAddress(host: "127.0.0.1", port: 8080), found: found, isTaken: true, data: data, at: "/x")
            #expect(finding.verdict == .fault && finding.detail.contains("no data can be looked at") == (data == nil))
            #expect(finding.remedy?.contains("ps -o user,args -p 7") == true && finding.remedy?.contains("Stop") == false)
        }
    }

    @Test("connections that were closed or turned away are counted, and what to do stands beside")
    func crowd() {
        let found = ListenerProbe.Found(process: 7, data: "mine", connections: ConnectionMetrics(cut: 3, turnedAway: 1))
        let finding = ListenerFindings.local(
            ListenAddress(host: "127.0.0.1", port: 8080), found: found, isTaken: true, data: "mine", at: "/x")
        #expect(finding.verdict == .note && finding.detail.contains("closed 3 connections to make room for others"))
        #expect(finding.detail.contains("turned away 1 large post"))
        #expect(finding.remedy?.contains("limit the connections of an address") == true)
    }

    @Test("an intake on another machine is no fault of this one")
    func elsewhere() {
        let address = ListenAddress(host: "127.0.0.1", port: 8080)
        let holder = IntakePlace(process: 4711, machine: "office", role: "serve_b", held: 7200)
        let finding = ListenerFindings.local(address, found: nil, isTaken: false, data: "mine", at: "/x", holder: holder)
        #expect(
            finding.verdict == .note
                && finding.detail == "Leads are brought in on another machine: process 4711 on office, role serve_b, for 2 hours.")
    }

    @Test("a process that has the intake and does not answer is named, and how to end it")
    func silentHolder() {
        let finding = ListenerFindings.local(
            ListenAddress(host: "127.0.0.1", port: 8080), found: nil, isTaken: true, data: "mine", at: "/x",
            holder: IntakePlace(process: 4711))
        #expect(finding.verdict == .fault && finding.detail.contains("Process 4711 does the intake"))
        #expect(finding.remedy?.contains("kill -9 4711") == true)
    }

    @Test(
        "what answers at the public address, in every case",
        arguments: [
            (CallbackProbe.Answer.confirmed, Finding.Verdict.ok, "passes the verification"), (.refused, .fault, "verify token"),
            (.unexpected(status: 404), .fault, "HTTP 404"), (.unreachable("the name could not be resolved"), .fault, "name"),
            (.badCertificate, .fault, "self-signed"),
        ])
    func callback(answer: CallbackProbe.Answer, verdict: Finding.Verdict, says: String) {
        let finding = ListenerFindings.callback(.init(url: "https://crm.example.com/api/meta/webhook", answer: answer))
        #expect(finding.verdict == verdict)
        #expect(finding.detail.contains(says))
        #expect((finding.remedy == nil) == (verdict == .ok))
    }

    @Test("a test lead that nobody here would take is not sent, which is said with what to do and is no fault")
    func noTestLead() {
        let finding = ListenerFindings.noTestLead(ListenAddress(host: "127.0.0.1", port: 8080), page: "1")
        #expect(finding.check == "page 1 test lead" && finding.verdict == .note)
        #expect(finding.detail.hasSuffix("listens on 127.0.0.1:8080."))
        #expect(finding.remedy?.contains("leadsheet doctor --listen") == true)
    }

    @Test("the clock of a machine that was left in UTC is worth a word, one that a person has said is not")
    func clock() throws {
        let rome = try #require(TimeZone(identifier: "Europe/Rome"))
        #expect(UserFindings.clock(rome, isSaid: false).verdict == .ok)
        #expect(UserFindings.clock(.gmt, isSaid: true).verdict == .ok)
        let left = UserFindings.clock(.gmt, isSaid: false)
        #expect(left.verdict == .note && left.remedy?.contains("time_zone: Europe/Rome") == true)
        let london = try #require(TimeZone(identifier: "Europe/London"))
        #expect(UserFindings.clock(london, isSaid: false).verdict == .ok)
    }

    @Test("Meta calls https only")
    func address() {
        #expect(ListenerFindings.address("https://crm.example.com/api/meta/webhook", isPublic: true) == nil)
        #expect(ListenerFindings.address("http://crm.example.com/api/meta/webhook", isPublic: true)?.verdict == .fault)
        #expect(ListenerFindings.address("http://127.0.0.1:8080/api/meta/webhook", isPublic: false)?.verdict == .note)
    }
}
