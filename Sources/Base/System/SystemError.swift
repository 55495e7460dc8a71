import Foundation

/// The operating system's own words for a failure, such as "Permission denied".
public enum SystemError {
    public static func reason(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }

    /// The innermost system reason of an error, or the error's own description.
    public static func reason(of error: any Error) -> String {
        var current = error as NSError
        while true {
            if current.domain == NSPOSIXErrorDomain { return reason(Int32(current.code)) }
            if current.domain == NSCocoaErrorDomain, current.code == CocoaError.fileReadInapplicableStringEncoding.rawValue {
                return "it is not UTF-8"
            }
            guard let inner = current.userInfo[NSUnderlyingErrorKey] as? NSError else { return current.localizedDescription }
            current = inner
        }
    }
}
