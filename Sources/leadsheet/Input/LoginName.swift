import Foundation

/// The name the person logged in with.
enum LoginName {
    /// From the system's list of accounts, then from the environment; nil when neither knows one.
    static func current(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name {
            let text = String(cString: name)
            if !text.isEmpty { return text }
        }
        return ["LOGNAME", "USER"].compactMap { environment[$0] }.first { !$0.isEmpty }
    }
}
