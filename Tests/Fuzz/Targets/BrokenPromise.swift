/// A promise of the product that does not hold for some bytes.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String

    /// Throws `sentence` unless `holds`.
    static func unless(_ holds: Bool, _ sentence: @autoclosure () -> String) throws(BrokenPromise) {
        if !holds { throw BrokenPromise(description: sentence()) }
    }
}

/// Whether two texts are the same to the byte; `==` also takes two spellings of an accent for the same.
func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
