import Base
import CRM
import Foundation

/// The file for the lines that an import could not take in full. It is made with the first of them, private to the user, and never in the
/// place of a file that is there. That it cannot be written stops no import: it is said.
final class ErrorFile {
    enum Place {
        /// Beside the file that is imported, or else in this folder.
        case beside(String, orIn: String)
        /// A file that a person named.
        case named(String)
    }

    /// The path of the file; nil while no line had an error, and where it could not be written.
    private(set) var path: String?
    /// Why it lies elsewhere than it should, or nowhere, as a sentence.
    private(set) var remark: String?
    private let place: Place
    private var text: ImportErrorText?
    private var output: Output?
    private var descriptor: Int32 = -1
    private var hasFailed = false

    /// Names that are tried one after the other.
    private static let names = 1...999

    init(_ place: Place) {
        self.place = place
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// To be called once, before the lines.
    func begin(header: [String], separator: UInt8) {
        text = ImportErrorText(header: header, separator: separator)
    }

    func add(_ line: ImportErrorLine) {
        guard !hasFailed, let text else { return }
        do throws(PlainError) {
            if descriptor < 0 {
                try make()
                try write(text.header)
            }
            try write(text.record(line))
        } catch {
            fail(error.message)
        }
    }

    /// To be called once, when no line comes any more.
    func end() {
        guard descriptor >= 0, !hasFailed else { return }
        do {
            try output?.flush()
        } catch {
            fail(failure(path ?? "").message)
        }
    }

    /// Takes the file away again: a part of the lines would pass for all of them.
    private func fail(_ sentence: String) {
        hasFailed = true
        remark = sentence
        if let path { unlink(path) }
        path = nil
    }

    private func write(_ text: String) throws(PlainError) {
        do {
            try output?.write(text)
        } catch {
            throw failure(path ?? "")
        }
    }

    private func failure(_ path: String) -> PlainError {
        PlainError("The lines with errors cannot be written to \(path) (\(SystemError.reason())).")
    }

    private func make() throws(PlainError) {
        switch place {
        case .named(let path):
            guard makeFile(path) else { throw failure(path) }
        case .beside(let file, let folder):
            let beside = OutputPlace.folder(of: file)
            if makeFirst(beside, file) { return }
            let reason = SystemError.reason()
            guard makeFirst(folder + "/", file) else { throw failure(folder) }
            remark = ErrorFile.elsewhere(beside, reason)
        }
    }

    private func makeFirst(_ folder: String, _ file: String) -> Bool {
        for number in ErrorFile.names {
            if makeFile(folder + ErrorFile.name(file, number)) { return true }
            guard errno == EEXIST else { return false }
        }
        return false
    }

    private func makeFile(_ path: String) -> Bool {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        self.path = path
        output = Output(descriptor, name: path)
        return true
    }

    private static func name(_ file: String, _ number: Int) -> String {
        ImportErrorText.name(of: String(file.dropFirst(OutputPlace.folder(of: file).count)), number: number)
    }

    private static func elsewhere(_ folder: String, _ reason: String) -> String {
        "\(folder.isEmpty ? "The folder of the file" : folder) cannot be written (\(reason))."
    }

    /// The path that the file would get, with a remark as above. Nothing is written.
    static func foreseen(beside file: String, orIn folder: String) -> (path: String, remark: String?) {
        let beside = OutputPlace.folder(of: file)
        let isWritable = access(beside.isEmpty ? "." : beside, W_OK) == 0
        let reason = SystemError.reason()
        let place = isWritable ? beside : folder + "/"
        let free = names.first { number in access(place + name(file, number), F_OK) != 0 } ?? 1
        return (place + name(file, free), isWritable ? nil : elsewhere(beside, reason))
    }
}
