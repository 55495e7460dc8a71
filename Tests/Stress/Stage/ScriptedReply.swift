/// What the scripted Graph API does with a question.
enum ScriptedReply: Sendable {
    /// A whole answer.
    case answer(Int, headers: [String] = [], body: String)
    /// Meta's error in JSON (Meta: Graph API, handling errors).
    case error(Int, code: Int, subcode: Int? = nil, message: String = "refused", more: String = "", headers: [String] = [])
    /// Says nothing until the script changes or the other side gives up.
    case silence
    /// A good answer, one byte at a time, so many milliseconds between two.
    case trickle(milliseconds: UInt32)
    /// The first half of a good answer, then the end of the connection.
    case half
    /// The end of the connection, without a word.
    case hangUp
    /// What Meta would say.
    case good
}
