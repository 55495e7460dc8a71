import Foundation

extension String {
    /// Whether the bytes of another text stand in this one, as they are. Many times as fast as `contains`, which compares characters in every
    /// way that Unicode allows to write them.
    public func contains(bytesOf other: String) -> Bool {
        var (text, other) = (self, other)
        return text.withUTF8 { bytes in
            other.withUTF8 { wanted in
                guard let start = bytes.baseAddress, let wantedStart = wanted.baseAddress, wanted.count <= bytes.count else {
                    return wanted.isEmpty
                }
                var place = 0
                // The first byte is looked for, and the others are compared where it stands.
                while place <= bytes.count - wanted.count,
                    let found = memchr(start + place, Int32(wanted[0]), bytes.count - wanted.count - place + 1)
                {
                    if memcmp(found, wantedStart, wanted.count) == 0 { return true }
                    place = UnsafeRawPointer(found) - UnsafeRawPointer(start) + 1
                }
                return false
            }
        }
    }
}
