/// Which Leadsheet this is: said by `--version`, `doctor`, `/healthz` and the log, and to Meta with each question.
enum Version {
    static let number = "1.2.0"
    /// The day of this version.
    static let date = "2026-11-29"
    /// As HTTP names a program.
    static let userAgent = "Leadsheet/\(number)"
}
