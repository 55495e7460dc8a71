extension String {
    /// The text with A to Z in small letters, and no other letter changed: so a database compares texts without regard to case.
    public var withSmallASCII: String {
        guard utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return self }
        return String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
