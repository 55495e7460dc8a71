import CRM
import Foundation

/// VisiData with the same customers from a CSV file, until all rows are there. It cannot be asked for its first screen alone, so the
/// ratio says what reading by window saves, no more.
enum VisiData {
    static func run(program: String, folder: WorkFolder, rows: Int, ours: Outcome) throws -> Outcome {
        var outcome = Outcome()
        guard (try? Command.run([program, "--version"], limit: 30)) != nil else {
            outcome.add("c", "\(Amount.grouped(rows)) customers: VisiData", PeerService.missing)
            outcome.notes.append("c: no peer: to have one, apt-get install visidata, or pip install visidata in a venv, then --visidata peers/bin/vd.")
            return outcome
        }
        let file = folder.file("customers.csv")
        try writeCSV(file, rows: rows)
        // Saving one row of nothing ends the batch once the file was read.
        let result = try Command.run([program, "--batch", "--nothing", file, "--output", "/dev/null", "--save-filetype", "csv"], limit: 180)
        outcome.add("c", "\(Amount.grouped(rows)) customers: VisiData, all rows read and written", Amount.time(result.seconds * 1000))
        if let our = ours.values["first screen, \(rows)"], our > 0 {
            outcome.add("c", "ratio to it", "first screen in 1 / \(Amount.short(result.seconds * 1000 / our))")
        }
        return outcome
    }

    private static func writeCSV(_ file: String, rows: Int) throws {
        guard FileManager.default.createFile(atPath: file, contents: nil), let handle = FileHandle(forWritingAtPath: file) else {
            throw Trouble("The file \(file) cannot be written.")
        }
        let maker = CustomerMaker(now: Date())
        var text = CustomerField.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        for number in 0..<rows {
            let customer = maker.customer(number)
            text += CustomerField.allCases.map { customer[field: $0] }.joined(separator: ",") + "\n"
            if text.utf8.count > 1 << 20 {
                handle.write(Data(text.utf8))
                text = ""
            }
        }
        handle.write(Data(text.utf8))
        try handle.close()
    }
}
