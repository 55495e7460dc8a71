import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite struct HookSettingTests {
    private func words(_ file: String, _ environment: [String: String] = [:]) async throws -> Result<[String], PlainError> {
        let folder = try TestFolder()
        do {
            return .success(try await SettingsLoader.load(config: try folder.write(file), environment: environment).onNewLead)
        } catch let error as PlainError {
            return .failure(error)
        }
    }

    @Test(
        "on_new_lead is a program with its arguments; unless it is set, there is none",
        arguments: [
            ("", []), ("on_new_lead: \"\"\n", []), ("on_new_lead: []\n", []),
            ("on_new_lead: [notify-send, \"a lead, b\"]\n", ["notify-send", "a lead, b"]),
            ("on_new_lead:\n  - /usr/local/bin/tell\n  - --loud\n", ["/usr/local/bin/tell", "--loud"]),
            ("on_new_lead: [~/bin/tell]\n", ["/home/ana/bin/tell"]),
        ] as [(String, [String])])
    func setting(file: String, expected: [String]) async throws {
        #expect(try await words(file, ["HOME": "/home/ana"]).get() == expected)
    }

    @Test("a variable says it with commas between")
    func variable() async throws {
        #expect(try await words("", ["LEADSHEET_ON_NEW_LEAD": "/bin/tell,--loud"]).get() == ["/bin/tell", "--loud"])
    }

    @Test("a single text is refused with the form of a list, for nobody could say where its arguments begin")
    func single() async throws {
        guard case .failure(let error) = try await words("\non_new_lead: /usr/local/bin/tell --loud\n") else {
            Issue.record("it was taken")
            return
        }
        #expect(error.message.contains("line 2: on_new_lead is not a list, expected a list of the program and its arguments, such as ["))
    }

    @Test("a program that depends on where Leadsheet was started, or none, is refused", arguments: ["./tell", "bin/tell", ""])
    func relative(program: String) async throws {
        guard case .failure(let error) = try await words("on_new_lead: [\"\(program)\", x]\n") else {
            Issue.record("it was taken")
            return
        }
        #expect(error.message.contains("the program of on_new_lead is \"\(program)\", expected a list"))
    }
}
