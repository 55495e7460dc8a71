/// The screens, in the order of the header.
public enum ScreenID: Sendable, CaseIterable {
    case sheets
    case feed
    case meta

    var title: String {
        switch self {
        case .sheets: "Sheets"
        case .feed: "Feed"
        case .meta: "Meta"
        }
    }
}
