import CRM
import Foundation

/// The customers of ``CustomerMaker`` as a CSV file.
enum CustomerFile {
    static func write(_ file: String, rows: Int) throws {
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
