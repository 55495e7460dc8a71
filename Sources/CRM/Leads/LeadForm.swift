/// A form with what its answers fill, as the screens and the commands show it.
public struct LeadForm: Hashable, Sendable, Identifiable {
    public struct Question: Hashable, Sendable {
        /// The name that answers carry.
        public var key: String
        /// The question as people read it, or its key made readable.
        public var label: String
        /// Where the automatic mapping puts the answer.
        public var automatic: FormTarget
        /// Where a person said it goes; nil leaves it to the automatic mapping.
        public var chosen: FormTarget?
        /// The answer of one lead; empty when none answered.
        public var example: String

        public init(key: String, label: String, automatic: FormTarget, chosen: FormTarget? = nil, example: String = "") {
            self.key = key
            self.label = label
            self.automatic = automatic
            self.chosen = chosen
            self.example = example
        }

        public var target: FormTarget { chosen ?? automatic }
    }

    public let id: String
    public var name: String?
    public var pageID: String
    /// False while Meta has not told the form's questions: those that leads have answered are known by their keys.
    public var isRead: Bool
    /// The number of its leads that are here.
    public var leads: Int
    /// In the order of the form.
    public var questions: [Question]

    public init(id: String, name: String?, pageID: String, isRead: Bool, leads: Int, questions: [Question]) {
        self.id = id
        self.name = name
        self.pageID = pageID
        self.isRead = isRead
        self.leads = leads
        self.questions = questions
    }

    /// The name where it is known, otherwise the id.
    public var title: String { name ?? id }
}
