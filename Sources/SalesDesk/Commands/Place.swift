extension Command {
    /// Where a command's keys work.
    public struct Place: Hashable, Sendable {
        /// The heading in help and README.
        public let title: String
        /// Beside a command that cannot be done here: `in the feed`. Empty where it is done wherever one is.
        let whereabouts: String
        /// The places whose keys work there too, the nearest first.
        private let within: [Place]

        init(_ title: String, _ whereabouts: String = "", within: [Place] = [.everywhere]) {
            self.title = title
            self.whereabouts = whereabouts
            self.within = within
        }

        /// The places whose keys work where this one is the nearest, the nearest first.
        var reach: [Place] { [self] + within }

        static let everywhere = Place("Everywhere", within: [])
        static let lists = Place("Lists")
        static let card = Place("The customer card", "on a customer's card")

        static let all: [Place] = [.everywhere, .lists] + Screen.all.flatMap(\.places)
    }
}
