import CRM

/// The question that is asked, its answer, and the line that is chosen.
struct InsightsState: Sendable {
    private(set) var question = InsightQuestion()
    /// Nil until the first answer.
    private(set) var insights: Insights?
    /// The last count failed.
    private(set) var isUncounted = false
    /// The place of the chosen line among those that stand for customers.
    private(set) var selected = 0
    /// The bar of the days that is chosen, counted back from the last.
    private(set) var daysBack = 0
    /// The hour of the calls that is chosen; nil before one is.
    private(set) var hour: Int?
    /// The first line on the screen.
    private(set) var top = 0

    mutating func failToCount() { isUncounted = true }

    mutating func ask(_ question: InsightQuestion) {
        if question.span != self.question.span { daysBack = 0 }
        self.question = question
    }

    /// Goes to an earlier bar of the days, or to a later one, of so many.
    mutating func stepBack(_ steps: Int, of bars: Int) { daysBack = min(max(0, daysBack + steps), max(0, bars - 1)) }

    /// Goes to a later hour of the calls, or to an earlier one.
    mutating func stepHour(_ steps: Int, from hour: Int) { self.hour = min(max(0, hour + steps), 23) }

    /// An answer to a question that was changed meanwhile is dropped.
    mutating func take(_ insights: Insights) {
        isUncounted = false
        if insights.question == question { self.insights = insights }
    }

    /// Chooses a line that stands for customers, the nearest when there is none such, and keeps it in view. A step up from the first shows
    /// what stands above it.
    mutating func select(_ place: Int, in lines: [InsightsLine], height: Int) {
        let chosen = lines.filter { $0.query != nil }
        guard !chosen.isEmpty, height > 0 else { return }
        selected = min(max(0, place), chosen.count - 1)
        let (row, count) = (chosen[selected].row, lines.rowCount)
        // The last lines are seen with the last, and in the last row of the window it is said that there are more.
        let below = selected == chosen.count - 1 ? count - 1 : min(count - 1, row + 1)
        if below >= top + height { top = max(0, below - height + 1) }
        if row < top { top = row }
        scroll(place < 0 ? -top : 0, count: count, height: height)
    }

    mutating func scroll(_ steps: Int, count: Int, height: Int) { top = min(max(0, top + steps), max(0, count - height)) }
}
