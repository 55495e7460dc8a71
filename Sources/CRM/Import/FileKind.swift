/// Files that are no lists of text, known by their first bytes: each is told by its name, with what to do instead.
enum FileKind: Sendable, Hashable {
    case workbook, oldWorkbook, pdf, webPage, picture, json, contacts, binary

    /// Nil for what may be text. `bytes`: the beginning of the file, some hundred bytes of it where it has as many.
    init?(_ bytes: some Collection<UInt8>) {
        func starts(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
        func starts(_ mark: String) -> Bool {
            let text = bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
            return text.count >= mark.utf8.count && zip(text, mark.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
        }
        if starts([0x50, 0x4B, 0x03, 0x04]) {
            self = .workbook
        } else if starts([0xD0, 0xCF, 0x11, 0xE0]) {
            self = .oldWorkbook
        } else if starts("%pdf-") {
            self = .pdf
        } else if ["<!doctype", "<html", "<table", "<?xml"].contains(where: { starts($0) }) {
            self = .webPage
        } else if starts([0x89, 0x50, 0x4E, 0x47]) || starts([0xFF, 0xD8, 0xFF]) || starts("gif8") {
            self = .picture
        } else if ["{\"", "[{", "[\"", "{\n", "{\r", "[\n", "[\r", "{ ", "[ "].contains(where: { starts($0) }) {
            self = .json
        } else if starts("begin:vcard") {
            self = .contacts
        } else {
            return nil
        }
    }

    /// Whether these are the bytes of a file that is no text, which has control characters all over.
    static func isBinary(_ head: some Collection<UInt8>) -> Bool {
        let controls = head.count { $0 != 0 && $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
        return head.count >= 32 && controls * 20 > head.count
    }

    /// The name of it and the remedy, for people.
    var sentence: String {
        let save = "Save it as \"CSV UTF-8\" in your spreadsheet program and import that."
        switch self {
        case .workbook: return "This is a workbook of Excel, LibreOffice or Numbers, or another packed file, and no CSV file. \(save)"
        case .oldWorkbook: return "This is an old workbook of Excel, and no CSV file. \(save)"
        case .pdf: return "This is a PDF, and no CSV file. Ask for the list as CSV where it comes from."
        case .webPage:
            return "This is a web page or XML, and no CSV file. Open it in your spreadsheet program, and save it as \"CSV UTF-8\"."
        case .picture: return "This is a picture, and no CSV file. Ask for the list as CSV where it comes from."
        case .json: return "This is JSON, and no CSV file. Ask for the list as CSV where it comes from."
        case .contacts:
            return "This is a file of contacts (vCard), and no CSV file. Take it into your address book, and export that as CSV."
        case .binary: return "This is no text, and so no CSV file. \(save)"
        }
    }
}
