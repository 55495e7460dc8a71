import CRM
import Foundation

/// VisiData with the same customers from a CSV file, until all rows are there. It cannot be asked for its first screen alone, so the
/// ratio says what reading by window saves, no more.
enum VisiData {
    static func run(program: String, folder: WorkFolder, rows: Int, ours: Outcome) throws -> Outcome {
        var outcome = Outcome()
        guard (try? Command.run([program, "--version"], limit: 30)) != nil else {
            outcome.add("c", "\(Amount.grouped(rows)) customers: VisiData", PeerService.missing)
            outcome.notes.append(
                "c: no peer: to have one, apt-get install visidata, or pip install visidata in a venv, then --visidata peers/bin/vd.")
            return outcome
        }
        let file = folder.file("customers.csv")
        try CustomerFile.write(file, rows: rows)
        let result = try readAndWrite(program, file)
        outcome.add("c", "\(Amount.grouped(rows)) customers: VisiData, all rows read and written", Amount.time(result.seconds * 1000))
        if let our = ours.values["first screen, \(rows)"], our > 0 {
            outcome.add("c", "ratio to it", "first screen in 1 / \(Amount.short(result.seconds * 1000 / our))")
        }
        return outcome
    }

    /// Reads a file to its end and writes it to nowhere: saving one row of nothing ends the batch once the file was read.
    static func readAndWrite(_ program: String, _ file: String) throws -> Command.Result {
        try Command.run([program, "--batch", "--nothing", file, "--output", "/dev/null", "--save-filetype", "csv"], limit: 180)
    }
}
