import CRM

/// The properties of one spreadsheet of the demo.
struct SalesFloorPlan {
    /// When its customers came.
    enum Arrivals {
        /// On days like a fair's: `length` days from the latest such date that is at least two weeks ago.
        case fair(month: Int, day: Int, length: Int)
        /// On the latest Saturday that is at least so many days ago.
        case saturday(daysAgo: Int)
        /// Some every day, over the last so many days.
        case steady(days: Int)
    }

    var name: String
    var description: String
    var customers: Int
    var arrivals: Arrivals
    /// Of a hundred customers, how many have a status of each type.
    var shares: [(type: StatusType, share: Int)]
    /// The region that most customers come from; nil for everywhere.
    var home: DemoRegion?

    static let all = [
        SalesFloorPlan(
            name: "Trade fair May", description: "Badge scans from hall 4, stand C12; hot ones were called from the fair", customers: 312,
            arrivals: .fair(month: 5, day: 12, length: 3),
            shares: [(.open, 3), (.working, 44), (.parked, 16), (.won, 14), (.lost, 23)], home: nil),
        SalesFloorPlan(
            name: "Referrals", description: "Names from happy customers: say who sent us", customers: 58, arrivals: .steady(days: 200),
            shares: [(.open, 9), (.working, 47), (.parked, 8), (.won, 27), (.lost, 9)], home: nil),
        SalesFloorPlan(
            name: "Lisbon open day", description: "Visitors of the showroom in Alcântara, sign-up sheet typed in by Rita", customers: 84,
            arrivals: .saturday(daysAgo: 12),
            shares: [(.open, 12), (.working, 58), (.parked, 7), (.won, 9), (.lost, 14)], home: .portugal),
        SalesFloorPlan(
            name: "Winter list", description: "Said \"not now\" last winter; worth another call before the price change", customers: 146,
            arrivals: .fair(month: 1, day: 8, length: 45),
            shares: [(.open, 2), (.working, 25), (.parked, 46), (.won, 8), (.lost, 19)], home: nil),
    ]
}
