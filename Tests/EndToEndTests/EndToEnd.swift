import Testing

/// The tests of the real program, in a real terminal. One after the other: each has processes of its own, and a small machine
/// should not make the deadlines of one test the business of another.
@Suite("The program", .serialized)
enum EndToEnd {}
