import Base
import CRM
import Foundation

/// Secrets come from files or from standard input ("-"), never from the command line, where every user of the machine sees them.
enum SecretInput {
    /// A file larger than this holds no token.
    private static let limit = 65_536

    /// Reads the secrets of the options that were given (nil: not given). Only one of them may be "-".
    /// `standardInput` gives all of standard input.
    static func read(_ options: [(option: String, file: String?)], standardInput: () -> [UInt8]) throws(PlainError) -> [Secret?] {
        let fromInput = options.filter { $0.file == "-" }.map(\.option)
        guard fromInput.count <= 1 else {
            throw PlainError(
                "Only one secret can come from standard input, but \(fromInput.joined(separator: " and ")) are both \"-\". Put the others in files."
            )
        }
        var secrets: [Secret?] = []
        for (option, file) in options {
            guard let file else {
                secrets.append(nil)
                continue
            }
            let bytes = file == "-" ? standardInput() : try contents(of: file, option: option)
            secrets.append(try secret(bytes, option: option, source: file == "-" ? "Standard input" : "The file \(file)"))
        }
        return secrets
    }

    /// The secret in some bytes: without the line end that editors and `echo` leave behind it.
    static func secret(_ bytes: [UInt8], option: String, source: String) throws(PlainError) -> Secret {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PlainError("\(source) for \(option) is not text. It takes the secret alone.")
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw PlainError("\(source) for \(option) is empty. It takes the secret alone.") }
        guard !trimmed.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 32 }) else {
            throw PlainError(
                "\(source) for \(option) holds more than a secret: there are spaces or several lines in it. It takes the secret alone.")
        }
        guard trimmed.utf8.count <= 4096 else {
            throw PlainError("\(source) for \(option) is longer than any secret of Meta's. It takes the secret alone.")
        }
        return Secret(trimmed)
    }

    private static func contents(of file: String, option: String) throws(PlainError) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
            defer { try? handle.close() }
            return [UInt8](try handle.read(upToCount: limit) ?? Data())
        } catch {
            throw PlainError("The file \(file) for \(option) cannot be read (\(SystemError.reason(of: error))).")
        }
    }
}
