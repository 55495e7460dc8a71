import Base
import CRM
import Testing

@Suite("reading CSV") struct CSVReaderTests {
    /// The records of a text that comes in pieces of so many bytes.
    private func read(_ bytes: [UInt8], piece: Int = 65_536) throws -> [CSVReader.Record] {
        var rest = bytes[...]
        var reader = CSVReader {
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var records: [CSVReader.Record] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    private func cells(_ text: String) throws -> [[String]] { try read(Array(text.utf8)).map(\.cells) }

    @Test(
        "records are read as they were meant",
        arguments: [
            ("", []),
            ("a", [["a"]]),
            ("a,b\r\n", [["a", "b"]]),
            ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            ("a\n\nb\n", [["a"], [""], ["b"]]),
            ("a,\n,b\n,\n", [["a", ""], ["", "b"], ["", ""]]),
            ("a,b,c\n1\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]),
            ("\"a\",\"b\"\n", [["a", "b"]]),
            ("\"\"\n", [[""]]),
            ("\"a,b\",\"c\"\"d\",\"\"\"\"\n", [["a,b", "c\"d", "\""]]),
            ("x\n\"two\nlines\",\"CR LF\r\nhere\"\n", [["x"], ["two\nlines", "CR LF\r\nhere"]]),
            ("5\" pipe,it's\n", [["5\" pipe", "it's"]]),
            (" a , b \n", [[" a ", " b "]]),
            ("\u{FEFF}a,b\n\u{FEFF}1,2\n", [["a", "b"], ["\u{FEFF}1", "2"]]),
            ("田中,👩‍💼,e\u{301}\n", [["田中", "👩‍💼", "e\u{301}"]]),
            ("a\0b\n", [["a\0b"]]),
            ("a, \"b, c\" ,  \"d\"\n", [["a", "b, c", "d"]]),
            ("a, \"Bob\" Smith, \"5\"\"\" x\n", [["a", " \"Bob\" Smith", " \"5\"\"\" x"]]),
            ("sep=;\na;b,c\n", [["a", "b,c"]]),
            ("\u{FEFF}SEP=|\r\n\"a\"|b;c\r\n", [["a", "b;c"]]),
            ("sep=\na\n", [["sep="], ["a"]]),
            ("sep=abc\na\n", [["sep=abc"], ["a"]]),
        ] as [(String, [[String]])])
    func tables(text: String, wanted: [[String]]) throws {
        let read = try cells(text)
        #expect(read == wanted)
        #expect(zip(read.joined(), wanted.joined()).allSatisfy { $0.utf8.elementsEqual($1.utf8) })
    }

    @Test(
        "what stands between the cells is seen in the first line, quotes aside",
        arguments: [
            ("a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
            ("a\tb\n1,2\t3;4\n", [["a", "b"], ["1,2", "3;4"]]),
            ("a,b\n1;2,3\n", [["a", "b"], ["1;2", "3"]]),
            ("\"a,,,,\";b\n1;2\n", [["a,,,,", "b"], ["1", "2"]]),
            ("\"a\n,,,,\";b\n1;2\n", [["a\n,,,,", "b"], ["1", "2"]]),
            ("email\na;b\n", [["email"], ["a;b"]]),
            ("a|b|c,d\n1|2|3\n", [["a", "b", "c,d"], ["1", "2", "3"]]),
            ("\n  \r\na;b\n1;2,3\n", [[""], ["  "], ["a", "b"], ["1", "2,3"]]),
            ("a,b;c\n", [["a", "b;c"]]),
        ] as [(String, [[String]])])
    func separators(text: String, wanted: [[String]]) throws {
        #expect(try cells(text) == wanted)
    }

    @Test("it makes no difference in what pieces the file comes")
    func pieces() throws {
        let text = "\u{FEFF}name;\"re\r\nmark\"\r\n\"a\"\"b\";c\r\n\r\"\r\n\";田\n\"x\"y;z\r\n;;\r\ns \"5\" x;\"y\" z"
        let whole = try read(Array(text.utf8))
        #expect(whole.count == 7)
        #expect(whole.last?.cells.first == "s \"5\" x")
        for piece in 1...12 { #expect(try read(Array(text.utf8), piece: piece) == whole, "pieces of \(piece)") }
    }

    @Test("each record is known by the line on which it begins")
    func lines() throws {
        let records = try read(Array("a,b\r\n\"1\r\n2\n3\r4\",5\r\n\r\n6,7\r8,9\n10".utf8))
        #expect(records.map(\.line) == [1, 2, 6, 7, 8, 9])
    }

    @Test(
        "a record that cannot be read has its fault, and those around it are read",
        arguments: [
            ("a\n\"x\"y\nb\n", [nil, .textAfterQuote, nil]),
            ("a\n\"x\" z,y\nb\n", [nil, .textAfterQuote, nil]),
            ("a\nb\n\"c\nd\n", [nil, nil, .unclosedQuote(lines: 3...4)]),
            ("a\n\"\n", [nil, .unclosedQuote(lines: 2...2)]),
            ("a\n\"b\r\nc\",\"d\r\ne", [nil, .unclosedQuote(lines: 3...4)]),
            ("a\n\"b\"x,\"c\n\n", [nil, .unclosedQuote(lines: 2...3)]),
            ("a\n\"x\n\"y\",z\nb\n", [nil, .textAfterQuote, nil]),
        ] as [(String, [CSVFault?])])
    func faults(text: String, wanted: [CSVFault?]) throws {
        #expect(try read(Array(text.utf8)).map(\.fault) == wanted)
    }

    @Test("cells that are not UTF-8 are read as Windows-1252, and this is told")
    func western() throws {
        let records = try read(Array("a\n".utf8) + [0x5A, 0x6F, 0xEB, 0x2C, 0x80, 0x93, 0x94, 0x0A] + Array("Zoë\n".utf8))
        #expect(records.map(\.cells) == [["a"], ["Zoë", "€“”"], ["Zoë"]])
        #expect(records.map(\.isWestern) == [false, true, false])
    }

    @Test(
        "bytes that are no text of Western Europe are the fault of their record alone",
        arguments: [
            [0xC8, 0xE2, 0xE0, 0xED],  // Иван in Windows-1251
            [0x50, 0x61, 0x77, 0x65, 0x6C, 0x20, 0x4D, 0x69, 0x63, 0x68, 0x61, 0xB9],  // a Polish ending in Windows-1250
            [0x93, 0x63, 0x92, 0x86, 0x81],  // Shift JIS
        ] as [[UInt8]])
    func otherEncodings(bytes: [UInt8]) throws {
        let records = try read(Array("a\n".utf8) + bytes + [0x0A] + Array("b\n".utf8))
        #expect(records.map(\.fault) == [nil, .unknownEncoding, nil])
        #expect(records[2].cells == ["b"])
    }

    @Test("UTF-16 of either order is read, with and without its mark, in any pieces", arguments: [1, 2, 3, 7, 4096])
    func utf16(piece: Int) throws {
        let text = "name\tphone\r\nJürgen Groß 👩‍💼\tp:+44\r\n田中\t1\r\n"
        for isLittle in [true, false] {
            for mark in [true, false] {
                let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
                var rest = units.flatMap { isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }[...]
                let source = UTF8Source {
                    defer { rest = rest.dropFirst(piece) }
                    return Array(rest.prefix(piece))
                }
                var reader = CSVReader(source.next)
                var cells: [[String]] = []
                while let record = try reader.next() { cells.append(record.cells) }
                #expect(cells == [["name", "phone"], ["Jürgen Groß 👩‍💼", "p:+44"], ["田中", "1"]], "\(isLittle) \(mark)")
            }
        }
        var rest = Array("a,b\nZoë,ß\n".utf8)[...]
        let plain = UTF8Source {
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var reader = CSVReader(plain.next)
        #expect(try reader.next()?.cells == ["a", "b"] && reader.next()?.cells == ["Zoë", "ß"])
    }

    @Test("a record that is too large is passed over, and not kept")
    func large() throws {
        let long = String(repeating: "x", count: CSVReader.largestRecord)
        let commas = String(repeating: ",", count: CSVReader.largestRecord + 10)
        for record in ["\(long),1", "\"\(long)\"", commas] {
            let records = try read(Array("a\n\(record)\nb\n".utf8))
            #expect(records.map(\.fault) == [nil, .tooLarge, nil])
            #expect(records[1].cells.isEmpty && records[2].cells == ["b"] && records[2].line == 3)
        }
        #expect(try read(Array("a\n\"\(long)\n\(long)".utf8)).map(\.fault) == [nil, .unclosedQuote(lines: 2...3)])
        #expect(try read(Array("a\n\(long.dropLast(2))\n".utf8)).map(\.fault) == [nil, nil])
    }

    @Test("what the source throws comes through")
    func source() {
        struct Broken: Error {}
        var reader = CSVReader { throw Broken() }
        #expect(throws: Broken.self) { try reader.next() }
    }

    @Test("what CSVWriter writes is read as it was, whatever its cells hold")
    func writer() throws {
        var random = SeededGenerator(seed: 3)
        let letters = ["a", ",", ";", "\t", "\"", "\r", "\n", "\r\n", " ", "=", "'", "-", "田", "👩‍💼", "\u{FEFF}"]
        for _ in 0..<300 {
            let records = (0..<4).map { _ in
                (0..<4).map { _ in
                    (0..<Int.random(in: 0...5, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
                }
            }
            // The header of an export has commas only.
            let text = CSVWriter.record(["a", "b", "c", "d"]) + records.map { CSVWriter.record($0) }.joined()
            let read = try self.read(Array(text.utf8), piece: Int.random(in: 1...40, using: &random)).dropFirst()
            #expect(read.allSatisfy { $0.fault == nil })
            let back = read.map { $0.cells.map(CSVGuard.unguarded) }
            #expect(back.map { $0.map { Array($0.utf8) } } == records.map { $0.map { Array($0.utf8) } })
        }
    }
}
