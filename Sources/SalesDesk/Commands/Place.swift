extension Command {
    /// Where a command's keys work.
    public struct Place: Hashable, Sendable {
        /// The heading in help and on the page of keys.
        public let title: String
        /// Beside a command that cannot be done here: `in the feed`. Empty where it is done wherever one is.
        let whereabouts: String
        /// The places whose keys work there too, the nearest first.
        private let within: [Place]
        /// It lies over a screen: what is done there is not offered elsewhere.
        let isOverlay: Bool
        /// Keys that edit a text are text there.
        let isText: Bool

        init(
            _ title: String, _ whereabouts: String = "", within: [Place] = [.everywhere], isOverlay: Bool = false, isText: Bool = false
        ) {
            self.title = title
            self.whereabouts = whereabouts
            self.within = within
            self.isOverlay = isOverlay
            self.isText = isText
        }

        /// Each frame and each key looks places up, which differ by their headings.
        public func hash(into hasher: inout Hasher) { hasher.combine(title) }

        /// The places whose keys work where this one is the nearest, the nearest first.
        var reach: [Place] { [self] + within }

        static let everywhere = Place("Everywhere", within: [])
        static let lists = Place("Lists")
        static let card = Place("The customer card", "on a customer's card")

        /// All that takes the keys from a screen. A prompt of letters has no other keys than these and its choices.
        static let layers = Place("Prompts and what lies over a screen", within: [], isOverlay: true)
        /// A field that takes text.
        static let prompt = Place("Where text is typed", within: [.layers], isOverlay: true, isText: true)
        static let search = Place("The search that is typed", within: [.prompt, .layers], isOverlay: true, isText: true)
        /// A list or a text over a screen that has no keys of its own.
        static let reading = Place("What is read over a screen", within: [.layers, .lists, .everywhere], isOverlay: true)

        static let help = Place("The help", within: [.layers, .lists, .everywhere], isOverlay: true)
        static let rawEvent = Place("The raw event", within: [.layers, .lists, .everywhere], isOverlay: true)
        /// Letters there are not those of everywhere.
        static let form = Place("A form", within: [.layers, .lists], isOverlay: true)

        static let call = Place("The call prompt", within: [.layers], isOverlay: true)
        static let message = Place("A message", within: [.layers, .lists], isOverlay: true)
        static let templates = Place("The templates", within: [.layers, .lists], isOverlay: true)
        static let templateText = Place("A template's text", within: [.prompt, .layers], isOverlay: true, isText: true)
        static let columns = Place("The columns of the list", within: [.layers, .lists], isOverlay: true)
        static let qr = Place("A QR code", within: [.layers], isOverlay: true)

        static let all: [Place] =
            [.everywhere, .lists] + Screen.all.flatMap(\.places) + [
                .layers, .prompt, .search, .reading, .help, .rawEvent, .form, .call, .message, .templates, .templateText, .qr, .columns,
                .importColumns, .importSummary,
            ]
    }
}
