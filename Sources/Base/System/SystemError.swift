import Foundation

/// The operating system's own words for a failure, such as "Permission denied".
public enum SystemError {
    public static func reason(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }

    /// The innermost system reason of an error, or the error's own description.
    public static func reason(of error: any Error) -> String {
        var current = error as NSError
        while true {
            if current.domain == NSPOSIXErrorDomain { return reason(Int32(current.code)) }
            if current.domain == NSCocoaErrorDomain {
                switch CocoaError.Code(rawValue: current.code) {
                // The second is said of a text that begins as UTF-16 does.
                case .fileReadInapplicableStringEncoding, .fileReadCorruptFile: return "it is not UTF-8"
                case .fileWriteFileExists: return reason(EEXIST)
                default: break
                }
            }
            guard let inner = current.userInfo[NSUnderlyingErrorKey] as? NSError else {
                // The sentence around it has a full stop of its own.
                return current.localizedDescription.trimmingCharacters(in: CharacterSet(charactersIn: "."))
            }
            current = inner
        }
    }
}
