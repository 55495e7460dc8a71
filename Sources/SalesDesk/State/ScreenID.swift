/// The screens, in the order of their keys.
public enum ScreenID: Int, Sendable, CaseIterable {
    case sheets = 1
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
