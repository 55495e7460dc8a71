import Base

/// Writes an export piece by piece, so that a million customers need no more memory than one.
public struct ExportWriter {
    public enum Format: String, Sendable, CaseIterable {
        case csv, json
    }

    private let format: Format
    private let write: (String) throws -> Void
    private var isEmpty = true

    /// Takes where the text goes; what `write` throws comes out of the call that caused it.
    public init(_ format: Format, write: @escaping (String) throws -> Void) {
        self.format = format
        self.write = write
    }

    /// To be called once, before the rows.
    public func header() throws {
        switch format {
        case .csv: try write(CSVWriter.record(ExportRow.csvColumns))
        case .json: try write("[")
        }
    }

    public mutating func row(_ row: ExportRow) throws {
        switch format {
        case .csv: try write(CSVWriter.record(row.csvCells))
        case .json:
            var text = isEmpty ? "\n" : ",\n"
            row.json.write(to: &text)
            try write(text)
        }
        isEmpty = false
    }

    /// To be called once, after the rows: without it the JSON is not whole.
    public func footer() throws {
        switch format {
        case .csv: break
        case .json: try write(isEmpty ? "]\n" : "\n]\n")
        }
    }
}
