extension Command {
    /// Where a command's keys work.
    public struct Place: Hashable, Sendable {
        /// The heading in help and README.
        public let title: String
        /// Beside a command that cannot be done here: `in the feed`. Empty where it is done wherever one is.
        let whereabouts: String
        /// The places whose keys work there too, the nearest first.
        private let within: [Place]
        /// It lies over a screen: what is done there is not offered elsewhere.
        let isOverlay: Bool

        init(_ title: String, _ whereabouts: String = "", within: [Place] = [.everywhere], isOverlay: Bool = false) {
            self.title = title
            self.whereabouts = whereabouts
            self.within = within
            self.isOverlay = isOverlay
        }

        /// The places whose keys work where this one is the nearest, the nearest first.
        var reach: [Place] { [self] + within }

        static let everywhere = Place("Everywhere", within: [])
        static let lists = Place("Lists")
        static let card = Place("The customer card", "on a customer's card")

        static let help = Place("The help", within: [.lists, .everywhere], isOverlay: true)
        static let rawEvent = Place("The raw event", within: [.lists, .everywhere], isOverlay: true)
        /// Letters there are not those of everywhere.
        static let form = Place("A form", within: [.lists], isOverlay: true)

        static let call = Place("The call prompt", within: [], isOverlay: true)
        static let message = Place("A message", within: [.lists], isOverlay: true)
        static let templates = Place("The templates", within: [.lists], isOverlay: true)
        /// Letters are text there.
        static let templateText = Place("A template's text", within: [], isOverlay: true)
        static let columns = Place("The columns of the list", within: [.lists], isOverlay: true)
        static let qr = Place("A QR code", within: [], isOverlay: true)

        static let all: [Place] =
            [.everywhere, .lists] + Screen.all.flatMap(\.places) + [
                .help, .rawEvent, .form, .call, .message, .templates, .templateText, .qr, .columns, .importColumns, .importSummary,
            ]
    }
}
