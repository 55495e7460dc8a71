/// Durations as the proofs print them.
enum Amount {
    /// `84 ms`
    static func of(_ duration: Duration) -> String { "\(Int(duration / .milliseconds(1))) ms" }

    /// `12.3`
    static func seconds(_ duration: Duration) -> String { "\((duration / .seconds(1) * 10).rounded() / 10)" }
}
