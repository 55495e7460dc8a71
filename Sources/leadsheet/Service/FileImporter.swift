import Base
import CRM
import Foundation

/// Imports files of this machine, for the screens. The import itself is ``CustomerImport``, as it is for the command.
struct FileImporter: FileImporting {
    let store: any CustomerImporting
    let settings: Settings
    /// The folder for which `~` stands.
    let home: String
    let clock: @Sendable () -> Date

    /// Of the lines with errors so many are told; all are in their file.
    private static let mostErrors = 50

    init(
        _ store: any CustomerImporting, settings: Settings,
        home: String = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory(),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.settings = settings
        self.home = home
        self.clock = clock
    }

    func listing(of typed: String) -> PathListing { PathCompletion(home: home).listing(of: typed) }

    func look(at typed: String, for user: User) throws -> ImportFile {
        let path = try plainFile(typed)
        let watch = try ImportWatch(path) { _ in true }
        let source = UTF8Source(watch.next)
        var reader = CSVReader(source.next)
        let work = work(into: "", .named([]), .skip, user, isTrial: true)
        return ImportFile(path: path, state: watch.state, preview: try work.preview(&reader))
    }

    /// The first reading of a typed path that is a file. Throws a sentence.
    private func plainFile(_ typed: String) throws -> String {
        let readings = TypedPath.readings(of: typed, home: home)
        guard !readings.isEmpty else { throw StoreError.invalid("Type the path of a CSV file.") }
        var status = stat()
        guard let path = readings.first(where: { stat($0, &status) == 0 }) else {
            throw StoreError.invalid("\(TypedPath.shown(readings[0])) cannot be read (\(SystemError.reason())). Choose another file.")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw StoreError.invalid("\(path) is a folder. Choose a file in it.")
        default: throw StoreError.invalid("\(path) is no plain file. Choose another.")
        }
        guard status.st_size > 0 else { throw StoreError.invalid("\(path) is empty. Choose another file, or save this one again.") }
        return path
    }

    private func work(
        into spreadsheet: String, _ choices: ImportChoices, _ existing: ImportExisting, _ user: User, isTrial: Bool
    ) -> CustomerImport {
        CustomerImport(
            into: spreadsheet, by: user, isTrial: isTrial, in: user.country, store: store,
            context: FileImporter.dates(settings, user, now: clock()), choices: choices, existing: existing,
            recognise: ContactHeading.reading)
    }

    /// How dates are read for a user.
    static func dates(_ settings: Settings, _ user: User?, now: Date) -> CallDateContext {
        CallDateContext(
            now: now, zone: settings.zone, endOfDay: settings.endOfDay, dayStart: settings.dayStart,
            dayFirst: settings.writesDayFirst(user))
    }

    // MARK: Counting and importing

    func count(_ order: ImportOrder, for user: User, tell: @escaping @Sendable (ImportProgress) -> Bool) throws -> ImportEnd {
        var end = carryOut(order, user, isTrial: true, errors: nil, tell)
        if end.isStopped { throw CancellationError() }
        if end.result.faulty > 0 {
            let foreseen = ErrorFile.foreseen(beside: order.path, orIn: settings.folders.dataFolder)
            (end.errorFile, end.errorFileRemark) = (foreseen.path, foreseen.remark)
        }
        return end
    }

    func run(_ order: ImportOrder, by user: User, tell: @escaping @Sendable (ImportProgress) -> Bool) throws -> ImportEnd {
        let errors = ErrorFile(.beside(order.path, orIn: settings.folders.dataFolder))
        var end = carryOut(order, user, isTrial: false, errors: errors, tell)
        errors.end()
        (end.errorFile, end.errorFileRemark) = (errors.path, errors.remark)
        return end
    }

    private func carryOut(
        _ order: ImportOrder, _ user: User, isTrial: Bool, errors: ErrorFile?, _ tell: @escaping (ImportProgress) -> Bool
    ) -> ImportEnd {
        var result = CustomerImport.Result()
        var end = ImportEnd(result)
        do {
            let watch = try ImportWatch(order.path, tell)
            guard watch.state == order.state else {
                throw StoreError.invalid("\(order.path) was changed since it was looked at, so nothing was read. Choose it again.")
            }
            let source = UTF8Source(watch.next)
            var reader = CSVReader(source.next)
            let pauses = SharedPauses()
            let work = work(into: order.spreadsheet, .fields(order.fields), order.existing, user, isTrial: isTrial)
            try work.run(&reader, &result, rest: { pauses.rest() }) { remark in
                switch remark {
                case .header(let cells, let separator): errors?.begin(header: cells, separator: separator)
                case .faulty(let line):
                    errors?.add(line)
                    if end.firstErrors.count < FileImporter.mostErrors { end.firstErrors.append(line.sentence) }
                case .progress(let customers): watch.customers = customers
                case .columns, .noHeadings, .western, .recordLeftOut, .cellLeftOut: break
                }
            }
        } catch is CancellationError {
            end.isStopped = true
        } catch let error as StoreError {
            end.failure = result.hasWritten ? error.messageOfRest : error.message
        } catch let error as PlainError {
            end.failure = error.message
        } catch {
            end.failure = "The import broke off (\(error))."
        }
        end.result = result
        return end
    }
}

/// A file that is read for an import, which tells how far it has come and is stopped by the answer.
private final class ImportWatch {
    /// Customers so far.
    var customers = 0
    let state: FileState
    private let file: InputFile
    private let tell: (ImportProgress) -> Bool
    private var told = ContinuousClock.now

    /// Throws a sentence.
    init(_ path: String, _ tell: @escaping (ImportProgress) -> Bool) throws {
        do {
            file = try InputFile(path)
        } catch {
            throw StoreError.invalid(error.message)
        }
        guard let state = file.state else {
            throw StoreError.invalid("\(path) cannot be read (\(SystemError.reason())). Choose another file.")
        }
        self.state = state
        self.tell = tell
    }

    func next() throws -> [UInt8] {
        if told.duration(to: .now) >= .milliseconds(100) {
            told = .now
            let share = state.size > 0 ? min(1, Double(file.count) / Double(state.size)) : nil
            guard tell(ImportProgress(customers: customers, share: share)) else { throw CancellationError() }
        }
        return try file.next()
    }
}
