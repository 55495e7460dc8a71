/// What an event that waits is tried again for: each has times of its own, and what failed under one says nothing under the other.
public enum RetryPlan: String, Sendable, Codable {
    /// A trouble that should pass by itself.
    case passing
    /// Meta says that the lead does not exist, or may not be read.
    case missing
}
